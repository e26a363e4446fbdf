import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { sha256OfFile } from "#lib/weights/sha256.ts";
import { guardReply } from "../http/ask-for.ts";
import type { BackendHttp } from "../http/backend-http.ts";

type Sending = {
  signal?: AbortSignal | undefined;
  /** Bytes that have left, of all. */
  onProgress?: ((done: number, total: number) => void) | undefined;
};

/** A server may check what it was sent for as long as a large disk takes. */
const checkMs = 30 * 60 * 1000;

/** Gives a server a file to build from, unless it has the same bytes; they are never held in memory. */
export async function sendFile(http: BackendHttp, path: string, sending: Sending = {}): Promise<string> {
  const digest = `sha256:${await sha256OfFile(path, { signal: sending.signal })}`;
  await sendBlob(http, { path, digest }, sending);
  return digest;
}

/** `there` where it had them already. */
export async function sendBlob(
  http: BackendHttp,
  { path, digest }: { path: string; digest: string },
  { signal, onProgress }: Sending = {},
): Promise<"sent" | "there"> {
  const target = `/api/blobs/${digest}`;
  const { size } = await stat(path);
  const known = await http.text(target, { method: "HEAD", signal });
  if (known.status === 200) {
    onProgress?.(size, size);
    return "there";
  }
  async function* pieces(): AsyncGenerator<Uint8Array> {
    let done = 0;
    for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
      yield piece;
      done += piece.length;
      onProgress?.(done, size);
    }
    if (done !== size)
      throw new ConsoleError("failed", `"${path}" changed while it was sent.`, { hint: "Try again." });
  }
  const { status, value } = await http.json(target, {
    bytes: { length: size, stream: pieces() },
    ...{ waitMs: checkMs, limitMs: Number.POSITIVE_INFINITY, signal },
  });
  guardReply(http.base, { path: target, status, value });
  return "sent";
}
