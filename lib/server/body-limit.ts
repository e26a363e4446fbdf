import type { IncomingMessage } from "node:http";
import { bodyBytesMax } from "#cli-bridge/protocol/body-bytes.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";

const tooLarge = () =>
  new ConsoleError("too-large", "The body is larger than 1 MiB.", {
    hint: "Send less at once, and name large files by their path.",
  });

/** Refuses a body by its stated length, and one of unstated length as soon as it has grown too large. */
export function limitBody(request: IncomingMessage, refuse: (error: ConsoleError) => void): void {
  if (Number(request.headers["content-length"] ?? 0) > bodyBytesMax) throw tooLarge();
  if (!request.headers["transfer-encoding"]) return;
  let bytes = 0;
  const push = request.push.bind(request);
  request.push = (chunk: Buffer | null, encoding?: BufferEncoding) => {
    bytes += chunk?.length ?? 0;
    if (bytes <= bodyBytesMax) return push(chunk, encoding);
    if (bytes - (chunk?.length ?? 0) <= bodyBytesMax) refuse(tooLarge());
    return false;
  };
}
