import type { AnswerEvent } from "#cli-bridge/protocol/chat-answer.ts";

/** The events of an answer as they come, out of pieces that may end anywhere, in the middle of a letter as well. */
export async function* readAnswer(body: ReadableStream<Uint8Array>): AsyncGenerator<AnswerEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const frames = (rest + decoder.decode(value, { stream: true })).split("\n\n");
      rest = frames.pop() ?? "";
      for (const frame of frames) {
        const event = eventIn(frame);
        if (event) yield event;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** What a comment between events says is for those on the way. */
function eventIn(frame: string): AnswerEvent | undefined {
  const lines = frame.split("\n");
  const said = (name: string) =>
    lines.filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(name.length + 2));
  const [event] = said("event");
  const data = said("data");
  if (event === undefined || data.length === 0) return undefined;
  return { event, data: JSON.parse(data.join("\n")) } as AnswerEvent;
}
