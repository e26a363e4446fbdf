import { expect } from "vitest";
import { type AnswerEvent, answerEvents } from "#cli-bridge/protocol/chat-answer.ts";
import { toServerEvents } from "#lib/backends/http/server-events.ts";
import { splitLines } from "#lib/backends/http/split-lines.ts";

const bytesMax = 4_000_000;
const tooLong = () => new Error("An event is longer than any answer.");

/** The events of an answer as a page hears them, each judged by its schema. */
export async function* hearAnswer({ body }: Response): AsyncGenerator<AnswerEvent> {
  const bytes = body ?? new ReadableStream<Uint8Array>();
  for await (const { event, data } of toServerEvents(
    splitLines(bytes, tooLong, bytesMax),
    tooLong,
    bytesMax,
  )) {
    const schema = Object.entries(answerEvents).find(([name]) => name === event)?.[1];
    expect(schema, event).toBeDefined();
    yield { event, data: schema?.parse(JSON.parse(data)) } as AnswerEvent;
  }
}

/** All that was said of one kind. */
export const saidIn = (events: readonly AnswerEvent[], kind: "words" | "thought"): string =>
  events.flatMap((each) => (each.event === kind && "text" in each.data ? each.data.text : [])).join("");
