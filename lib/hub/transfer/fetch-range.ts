import { leadsInward } from "../http/inward-address.ts";
import type { FileLocation } from "../hub.ts";
import { type AskedFor, checkAnswer } from "./check-answer.ts";
import { TransferFault } from "./transfer-fault.ts";
import type { AnswerHead, Transport } from "./transport.ts";

export type RangeTaker = {
  /** The answer is a good one, with this strong etag. */
  answered(etag: string | undefined): void;
  roomAt?: ((at: number) => Uint8Array | undefined) | undefined;
  bytes(chunk: Uint8Array, at: number): Promise<void> | undefined;
};

type RangeWanted = { location: FileLocation; asked: AskedFor; signal: AbortSignal };

export const askingHeaders = { accept: "*/*", "accept-encoding": "identity", "user-agent": "modeldeck" };

export const redirectsMax = 5;

/** One for all, as an error writes down where it was made, which takes its time. */
const redirected = new Error("redirected");

/** Fetches one range of a file, over at most a few redirects, and hands over its bytes with their places. */
export async function fetchRange(
  transport: Transport,
  { location, asked, signal }: RangeWanted,
  taker: RangeTaker,
): Promise<void> {
  const { from, to, validator, isWhole } = asked;
  const headers = {
    ...askingHeaders,
    ...(!isWhole && { range: `bytes=${from}-${to - 1}` }),
    ...(!isWhole && validator !== undefined && { "if-range": validator }),
  };
  let { url } = location;
  let own = location.headers;
  for (let redirects = 0; redirects <= redirectsMax; redirects += 1) {
    const next = await askOnce(url, { ...own, ...headers });
    if (next === undefined) return;
    // A secret is for the host it was given for.
    if (new URL(next).origin !== new URL(url).origin) own = {};
    url = next;
  }
  throw new TransferFault("strange", "the server redirects without end");

  async function askOnce(at: string, sent: Record<string, string>): Promise<string | undefined> {
    let place = isWhole ? 0 : from;
    let redirect: string | undefined;
    const head = (answer: AnswerHead): void => {
      redirect = redirectOf(answer, at);
      if (redirect !== undefined) throw redirected;
      taker.answered(checkAnswer(answer, asked));
    };
    const bytes = (chunk: Uint8Array): Promise<void> | undefined => {
      const start = place;
      place += chunk.length;
      if (place > asked.to) throw new TransferFault("strange", "the server sends more than it announced");
      return taker.bytes(chunk, start);
    };
    const room = (): Uint8Array | undefined => taker.roomAt?.(place);
    try {
      await transport.get({ url: at, headers: sent, signal }, { head, bytes, room });
    } catch (error) {
      if (error !== redirected) throw error;
    }
    return redirect;
  }
}

export function redirectOf({ status, headers }: AnswerHead, from: string): string | undefined {
  if (![301, 302, 303, 307, 308].includes(status)) return undefined;
  if (headers.location === undefined || !URL.canParse(headers.location, from)) {
    throw new TransferFault("strange", "the server redirects to nowhere");
  }
  const to = new URL(headers.location, from);
  const isDowngrade = new URL(from).protocol === "https:" && to.protocol !== "https:";
  if (!/^https?:$/.test(to.protocol) || isDowngrade || leadsInward(new URL(from), to)) {
    throw new TransferFault("strange", `the server redirects to ${to.protocol}//${to.host}`);
  }
  return to.href;
}
