import type { Dispatcher } from "undici";
import { leadsInward } from "./inward-address.ts";
import { strange } from "./strange.ts";

/** An answer of which the body has not been read. */
export type HubAnswer = Dispatcher.ResponseData & { url: URL };

type Head = Pick<HubAnswer, "headers">;

export const header = (answer: Head, name: string): string | undefined => {
  const value = answer.headers[name];
  return Array.isArray(value) ? value[0] : value;
};

export const isRedirect = (status: number) => [301, 302, 303, 307, 308].includes(status);

/** Where a redirect leads: from a safe connection never to one that others can read, and from afar never in here. */
export function nextUrl(from: URL, location: string | undefined): URL {
  const to = location === undefined ? undefined : (URL.parse(location, from) ?? undefined);
  if (to === undefined) throw strange(`${from.origin} redirects to nowhere`);
  if (to.protocol === "http:" && from.protocol === "https:")
    throw strange(`${from.origin} redirects to ${to.origin}, which anyone on the way can read`);
  if (to.protocol !== "http:" && to.protocol !== "https:")
    throw strange(`${from.origin} redirects to an address that is not of the web`);
  if (leadsInward(from, to)) throw strange(`${from.origin} redirects to ${to.origin}, into this machine`);
  return to;
}

/** When it may be asked again: `Retry-After` in seconds or as a date, or `RateLimit: "api";r=0;t=142`. */
export function retryAfterMsOf(answer: Head, now: number = Date.now()): number | undefined {
  const usedUp = /;\s*r=0;\s*t=(\d+)/.exec(header(answer, "ratelimit") ?? "")?.[1];
  const text = header(answer, "retry-after") ?? usedUp;
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

/** How many more questions are allowed, and within which time. */
export type HubRate = { left: number; seconds: number };

export function rateOf(answer: Head): HubRate | undefined {
  const [, left, seconds] = /;\s*r=(\d{1,9});\s*t=(\d{1,5})/.exec(header(answer, "ratelimit") ?? "") ?? [];
  return left === undefined ? undefined : { left: Number(left), seconds: Number(seconds) };
}
