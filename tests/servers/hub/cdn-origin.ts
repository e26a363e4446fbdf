import { type Exchange, sendText } from "./exchange.ts";
import type { Faults } from "./faults.ts";
import type { FileContent } from "./file-content.ts";
import { sendContent, slowly } from "./send-content.ts";
import type { SignedUrls } from "./signed-urls.ts";

export type Cdn = {
  blobs: Map<string, FileContent>;
  urls: SignedUrls;
  faults: Faults;
  ownEtags: boolean;
  bytesPerSecond: number | undefined;
};

/** The object store behind the hub: it knows contents and signatures, neither repositories nor names of people. */
export async function answerAsCdn(exchange: Exchange, cdn: Cdn): Promise<void> {
  const { blobs, urls, faults, ownEtags, bytesPerSecond } = cdn;
  const { record, parts, query } = exchange;
  if (record.method !== "GET" && record.method !== "HEAD")
    return refuse(exchange, 405, "MethodNotAllowed", "The specified method is not allowed");
  if (record.authorization !== undefined)
    return refuse(exchange, 400, "InvalidArgument", "Only one auth mechanism allowed");
  const sha256 = parts[2] ?? "";
  const state = parts[0] === "repos" ? urls.stateOf(sha256, query) : "forged";
  const file = blobs.get(sha256);
  if (state === "forged" || file === undefined) return refuse(exchange, 403, "AccessDenied", "Access denied");
  const expired = () => refuse(exchange, 403, "AccessDenied", "Request has expired");
  if (state === "expired") return expired();
  const fault = faults.take("body", exchange);
  if (fault?.kind === "expired-url") {
    urls.revoke(query);
    if (fault.afterBytes === undefined) return expired();
  }
  const etag = ownEtags ? `"${sha256.slice(0, 32)}-7"` : `"${sha256}"`;
  const headers = { "Content-Type": "application/octet-stream", "Cache-Control": "public, max-age=31536000" };
  const read: FileContent["read"] =
    bytesPerSecond === undefined
      ? file.read
      : (from, to) => slowly(exchange, file.read(from, to), bytesPerSecond);
  return sendContent(exchange, { file: { bytes: file.bytes, read }, etag, headers, fault });
}

function refuse(exchange: Exchange, status: number, code: string, message: string): void {
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>\n`;
  sendText(exchange, status, text, { "Content-Type": "application/xml" });
}
