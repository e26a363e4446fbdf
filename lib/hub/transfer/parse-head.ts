import { TransferFault } from "./transfer-fault.ts";
import type { AnswerHead } from "./transport.ts";

export const headBytesMax = 64 * 1024;

/** How a body ends: after so many bytes, or in a way that only the full reader understands. */
export type BodyLength = number | "unknown";

export type ParsedHead = AnswerHead & { bodyBytes: BodyLength; isLast: boolean };

/** The head of an HTTP/1.1 answer (RFC 9112, 4 and 6), without the empty line at its end. */
export function parseHead(text: string): ParsedHead {
  const [first = "", ...lines] = text.split("\r\n");
  const [, minor, status] = /^HTTP\/1\.([01]) (\d{3})(?: |$)/.exec(first) ?? [];
  if (status === undefined) throw new TransferFault("strange", "the answer is no HTTP");
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(":");
    const name = line.slice(0, Math.max(0, colon));
    if (name === "" || /\s/.test(name) || /[\r\n]/.test(line)) {
      throw new TransferFault("strange", "the answer's head is malformed");
    }
    const key = name.toLowerCase();
    const value = line.slice(colon + 1).trim();
    headers[key] = key in headers ? `${headers[key]}, ${value}` : value;
  }
  const answer = { status: Number(status), headers };
  const connection = headers.connection?.toLowerCase() ?? (minor === "0" ? "close" : "");
  return { ...answer, bodyBytes: bodyBytesOf(answer), isLast: connection.includes("close") };
}

function bodyBytesOf({ status, headers }: AnswerHead): BodyLength {
  if (status < 200 || status === 204 || status === 304) return 0;
  if (headers["transfer-encoding"] !== undefined) return "unknown";
  const length = headers["content-length"];
  if (length === undefined) return "unknown";
  if (!/^\d{1,15}$/.test(length)) throw new TransferFault("strange", `its length is "${length}"`);
  return Number(length);
}
