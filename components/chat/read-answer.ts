import type { AnswerEvent } from "#cli-bridge/protocol/chat-answer.ts";
import { readFrames } from "#lib/sse/read-frames.ts";

/** The events of an answer as they come. */
export async function* readAnswer(body: ReadableStream<Uint8Array>): AsyncGenerator<AnswerEvent> {
  for await (const { event, data } of readFrames(body))
    yield { event, data: JSON.parse(data) } as AnswerEvent;
}
