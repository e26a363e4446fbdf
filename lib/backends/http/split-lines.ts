/** The lines of a stream of bytes, wherever it was cut; the last one also without a line end. */
export async function* splitLines(
  bytes: AsyncIterable<Uint8Array>,
  tooLong: () => Error,
  bytesMax: number,
): AsyncGenerator<string> {
  let parts: Uint8Array[] = [];
  let length = 0;
  for await (const piece of bytes) {
    let from = 0;
    for (let at = piece.indexOf(10); at !== -1; at = piece.indexOf(10, from)) {
      parts.push(piece.subarray(from, at));
      if (length + at - from > bytesMax) throw tooLong();
      yield toLine(parts);
      parts = [];
      length = 0;
      from = at + 1;
    }
    if (from === piece.length) continue;
    parts.push(piece.subarray(from));
    length += piece.length - from;
    if (length > bytesMax) throw tooLong();
  }
  if (length > 0) yield toLine(parts);
}

const toLine = (parts: Uint8Array[]) => Buffer.concat(parts).toString("utf8").replace(/\r$/, "");
