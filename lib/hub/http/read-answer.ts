import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";

/** Reads a body whole, but never more than it may be: an endless answer must not fill the memory. */
export async function readAnswer(
  body: AsyncIterable<Uint8Array>,
  bytesMax: number,
  origin: string,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > bytesMax) {
      throw new ConsoleError("hub-strange", `${origin} sent more than ${bytesMax} bytes where less is due.`, {
        hint: "Check the endpoint; a hub's answer is smaller.",
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes);
}
