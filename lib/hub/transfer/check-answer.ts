import { retryAfterMsOf } from "../http/answer-head.ts";
import { TransferFault } from "./transfer-fault.ts";
import type { AnswerHead } from "./transport.ts";

export type AskedFor = {
  from: number;
  to: number;
  total: number;
  /** The strong etag that the bytes before came with. */
  validator: string | undefined;
  /** Whether the whole file was asked for, without a range. */
  isWhole: boolean;
  isPage: boolean;
};

/** What is wrong with an answer is thrown; else its strong etag is given, if it has one. */
export function checkAnswer({ status, headers }: AnswerHead, asked: AskedFor): string | undefined {
  if (status !== 200 && status !== 206) throw faultOfStatus({ status, headers }, asked.total);
  guardContent(headers, asked);
  const etag = strongEtagOf(headers);
  if (asked.validator !== undefined && etag !== undefined && etag !== asked.validator) {
    throw new TransferFault("changed", "the file on the server changed meanwhile");
  }
  if (status === 206) guardRange(headers, asked);
  else guardWhole(headers, asked, etag);
  return etag;
}

function strongEtagOf({ etag }: AnswerHead["headers"]): string | undefined {
  return etag !== undefined && /^"[^"]+"$/.test(etag) ? etag : undefined;
}

function guardContent(headers: AnswerHead["headers"], { isPage }: AskedFor): void {
  const encoding = headers["content-encoding"];
  if (encoding !== undefined && encoding.toLowerCase() !== "identity") {
    throw new TransferFault("strange", `the server packs what it sends (${encoding.slice(0, 40)})`);
  }
  if (!isPage && /^text\/html\b/i.test(headers["content-type"] ?? "")) {
    throw new TransferFault("strange", "the server answers with a web page in place of the file");
  }
}

function guardRange(headers: AnswerHead["headers"], { from, to, total, isWhole }: AskedFor): void {
  const range = headers["content-range"];
  const [, first, last, of] = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(range ?? "") ?? [];
  if (isWhole || first === undefined || last === undefined) {
    throw new TransferFault("strange", `the server sends the range "${range?.slice(0, 80) ?? ""}"`);
  }
  if (of !== "*" && Number(of) !== total) throw wrongLength(Number(of), total);
  const length = headers["content-length"];
  const isAsked = Number(first) === from && Number(last) >= from && Number(last) < to;
  if (!isAsked || (length !== undefined && Number(length) !== Number(last) - from + 1)) {
    throw new TransferFault("strange", `the server sends other bytes than were asked for (${range})`);
  }
}

function guardWhole(headers: AnswerHead["headers"], asked: AskedFor, etag: string | undefined): void {
  const length = headers["content-length"];
  if (length !== undefined && Number(length) !== asked.total) throw wrongLength(Number(length), asked.total);
  if (asked.isWhole || (asked.from === 0 && asked.to === asked.total)) return;
  // The same file in answer to a range means that the server knows no ranges; another one, that it changed.
  if (asked.validator === undefined || etag === asked.validator) {
    throw new TransferFault("no-ranges", "the server sends the whole file in place of a part");
  }
  throw new TransferFault("changed", "the file on the server changed meanwhile");
}

function wrongLength(told: number, total: number): TransferFault {
  return new TransferFault("strange", `the server tells ${told} bytes where the hub tells ${total}`);
}

function faultOfStatus({ status, headers }: AnswerHead, total: number): TransferFault {
  const told = /^bytes \*\/(\d+)$/.exec(headers["content-range"] ?? "")?.[1];
  if (status === 416 && told !== undefined && Number(told) !== total) return wrongLength(Number(told), total);
  if (status === 416) return new TransferFault("no-ranges", "the server refuses the range (416)");
  if (status === 408 || status === 429 || status >= 500) {
    const words = status === 429 ? "the server asks to wait" : "the server is not able to answer";
    return new TransferFault("busy", `${words} (${status})`, retryAfterMsOf({ headers }));
  }
  if (status >= 400) return new TransferFault("expired", `the server refuses it (${status})`);
  return new TransferFault("strange", `the server answers with ${status}`);
}
