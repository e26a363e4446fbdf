import type { Dispatcher } from "undici";
import type { EndOfAsking } from "./end-of-asking.ts";

/** Whoever stops reading ends the answer, and the server sees it. */
export async function* readBody(
  body: Dispatcher.ResponseData["body"],
  toError: (error: unknown) => unknown,
  end: EndOfAsking,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of body) yield piece;
  } catch (error) {
    throw toError(error);
  } finally {
    end.forget();
    body.on("error", () => undefined).destroy();
  }
}

export async function readAll(body: AsyncIterable<Uint8Array>, tooLong: () => Error, bytesMax: number) {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body) {
    length += part.length;
    if (length > bytesMax) throw tooLong();
    parts.push(part);
  }
  return Buffer.concat(parts, length);
}
