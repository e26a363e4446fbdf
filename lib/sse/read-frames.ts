/** An event as it was told; its data is not read yet. */
export type Frame = { event: string; data: string };

/** The events of a stream as they come, out of pieces that may end anywhere, in the middle of a letter as well. */
export async function* readFrames(body: ReadableStream<Uint8Array>): AsyncGenerator<Frame, void, undefined> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const texts = (rest + decoder.decode(value, { stream: true })).split("\n\n");
      rest = texts.pop() ?? "";
      for (const text of texts) {
        const frame = frameIn(text);
        if (frame) yield frame;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** What a comment between events says is for those on the way. */
function frameIn(text: string): Frame | undefined {
  const lines = text.split("\n");
  const said = (name: string) =>
    lines.filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(name.length + 2));
  const [event] = said("event");
  const data = said("data");
  return event === undefined || data.length === 0 ? undefined : { event, data: data.join("\n") };
}
