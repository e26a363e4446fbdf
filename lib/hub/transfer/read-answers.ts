import { headBytesMax, type ParsedHead, parseHead } from "./parse-head.ts";
import type { AnswerHead } from "./transport.ts";

/** One thing to ask for, small enough to be held as a whole. */
export type Errand = {
  at: URL;
  headers: Readonly<Record<string, string>>;
  bytesMax: number;
  /** Says whether the body is wanted; if not it is passed over. */
  head(answer: AnswerHead): boolean;
  /** The body is only lent for the time of the call. */
  body(bytes: Buffer): void;
};

type Reading = {
  /** What the next answer is to. */
  first(): Errand | undefined;
  over(isLast: boolean): void;
};

const headEnd = Buffer.from("\r\n\r\n");
const nothing = Buffer.alloc(0);

/**
 * Takes answers out of what comes, however it is cut; a body that came whole is handed over where it lies. Throws
 * where no further answer can be told from the one before.
 */
export function readAnswers({ first, over }: Reading): (chunk: Buffer) => void {
  let held = nothing;
  let head: ParsedHead | undefined;
  let isWanted = false;
  let filled = 0;
  let parts = nothing;

  /** Gives the place after the head, or nothing where its end has not come. */
  const takeHead = (bytes: Buffer, at: number, errand: Errand): number | undefined => {
    const end = bytes.indexOf(headEnd, at);
    if (end < 0 ? bytes.length - at > headBytesMax : end - at > headBytesMax) throw new Error("a long head");
    if (end < 0) return undefined;
    const found = parseHead(bytes.toString("latin1", at, end));
    // An answer of the hundreds only comes before the answer.
    if (found.status < 200) return end + headEnd.length;
    if (found.bodyBytes === "unknown" || found.bodyBytes > errand.bytesMax)
      throw new Error("no small answer");
    isWanted = errand.head(found);
    head = found;
    filled = 0;
    return end + headEnd.length;
  };
  /** Gives the body when all of it is there. */
  const takeBody = (bytes: Buffer, length: number): Buffer | undefined => {
    if (filled === 0 && bytes.length === length) return bytes;
    if (parts.length < length) parts = Buffer.allocUnsafeSlow(length);
    bytes.copy(parts, filled);
    filled += bytes.length;
    return filled === length ? parts.subarray(0, length) : undefined;
  };

  return (chunk) => {
    const bytes = held.length > 0 ? Buffer.concat([held, chunk]) : chunk;
    held = nothing;
    for (let at = 0; at < bytes.length; ) {
      const errand = first();
      if (errand === undefined) throw new Error("nobody asked for this");
      if (head === undefined) {
        const after = takeHead(bytes, at, errand);
        if (after === undefined) {
          held = Buffer.from(bytes.subarray(at));
          return;
        }
        at = after;
      }
      if (head === undefined) continue;
      const { bodyBytes, isLast } = head;
      const end = Math.min(bytes.length, at + Number(bodyBytes) - filled);
      const body = takeBody(bytes.subarray(at, end), Number(bodyBytes));
      at = end;
      if (body === undefined) return;
      head = undefined;
      if (isWanted) errand.body(body);
      over(isLast);
      if (isLast) return;
    }
  };
}
