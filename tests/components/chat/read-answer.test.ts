import { expect, test } from "vitest";
import type { AnswerEvent } from "#cli-bridge/protocol/chat-answer.ts";
import { readAnswer } from "#components/chat/read-answer.ts";

const encoder = new TextEncoder();

function bodyOf(text: string, pieceBytes: number): ReadableStream<Uint8Array> {
  const bytes = encoder.encode(text);
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + pieceBytes));
      at += pieceBytes;
    },
  });
}

const text = `: the console still lives

event: waiting
data: {"says":"Loading qwen3:8b."}

event: words
data: {"text":"Grüße 🦙\\n\\nund mehr"}

event: fault
data: {"message":"It broke off."}

`;

test.each([1, 2, 7, 10_000])("events come whole out of pieces of %i bytes", async (pieceBytes) => {
  const events: AnswerEvent[] = [];
  for await (const event of readAnswer(bodyOf(text, pieceBytes))) events.push(event);
  expect(events).toEqual([
    { event: "waiting", data: { says: "Loading qwen3:8b." } },
    { event: "words", data: { text: "Grüße 🦙\n\nund mehr" } },
    { event: "fault", data: { message: "It broke off." } },
  ]);
});

test("whoever stops reading lets go of the stream", async () => {
  let isLeft = false;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(encoder.encode('event: words\ndata: {"text":"a"}\n\n')),
    cancel: () => {
      isLeft = true;
    },
  });
  for await (const event of readAnswer(body)) {
    expect(event.event).toBe("words");
    break;
  }
  expect(isLeft).toBe(true);
});
