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

/** `RateLimit: "api";r=0;t=142`, or the older Retry-After: the seconds until it may be asked again. */
export function waitOf(answer: Head): number | undefined {
  const told = /;\s*t=(\d{1,5})/.exec(header(answer, "ratelimit") ?? "")?.[1];
  const seconds = told ?? /^\d{1,5}$/.exec(header(answer, "retry-after") ?? "")?.[0];
  return seconds === undefined ? undefined : Number(seconds);
}

/** How many more questions are allowed, and within which time. */
export type HubRate = { left: number; seconds: number };

export function rateOf(answer: Head): HubRate | undefined {
  const [, left, seconds] = /;\s*r=(\d{1,9});\s*t=(\d{1,5})/.exec(header(answer, "ratelimit") ?? "") ?? [];
  return left === undefined ? undefined : { left: Number(left), seconds: Number(seconds) };
}
