import { setTimeout as wait } from "node:timers/promises";
import { type Dispatcher, request } from "undici";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { type Asked, type Refused, toHubRefusal } from "./hub-refusal.ts";
import { readAnswer } from "./read-answer.ts";
import { obstacleOf, toUnreachable } from "./unreachable.ts";

export type Wanted = {
  method?: "GET" | "HEAD";
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
  /** What the question is about, for the words of a refusal. */
  about?: Pick<Asked, "repo" | "revision" | "file">;
  /** Told apart from a refusal, because the caller has an answer to it. */
  mayMiss?: boolean;
  /** A redirect is handed over as it is, not followed. */
  mayRedirect?: boolean;
};

export type HubAnswer = Dispatcher.ResponseData & { url: URL };

export type Asking = {
  endpoint: string;
  token: { value: string; source: string } | undefined;
  dispatcher: Dispatcher;
  isOffline: boolean;
};

/** Follows redirects, with the token on the hub's own host alone; what is wrong is refused in plain words. */
export type HubAsker = {
  ask: (url: string, wanted?: Wanted) => Promise<HubAnswer>;
  rate: () => HubRate | undefined;
};

export type HubRate = { left: number; seconds: number };

const redirectsMax = 5;
const tries = 3;
const patienceSeconds = 4;
const answerMs = 60_000;

export const header = (answer: Pick<HubAnswer, "headers">, name: string): string | undefined => {
  const value = answer.headers[name];
  return Array.isArray(value) ? value[0] : value;
};

export const isRedirect = (status: number) => [301, 302, 303, 307, 308].includes(status);

export function makeHubAsker({ endpoint, token, dispatcher, isOffline }: Asking): HubAsker {
  const home = new URL(endpoint).origin;
  const isHub = (url: URL) => url.origin === home;
  let rate: HubRate | undefined;

  async function askOnce(url: URL, { method = "GET", headers, signal }: Wanted): Promise<HubAnswer> {
    if (isOffline) throw offline();
    const limit = AbortSignal.timeout(answerMs);
    const sent = {
      "accept-encoding": "identity",
      "user-agent": "modeldeck",
      ...headers,
      ...(token && isHub(url) && { authorization: `Bearer ${token.value}` }),
    };
    try {
      const either = signal ? AbortSignal.any([signal, limit]) : limit;
      const answer = { ...(await request(url, { method, headers: sent, dispatcher, signal: either })), url };
      rate = (isHub(url) ? rateOf(answer) : undefined) ?? rate;
      return answer;
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      throw toUnreachable(error, url.origin);
    }
  }

  async function follow(first: URL, wanted: Wanted): Promise<HubAnswer> {
    let url = first;
    for (let hop = 0; hop <= redirectsMax; hop += 1) {
      const answer = await askPatiently(url, wanted);
      if (!isRedirect(answer.statusCode) || wanted.mayRedirect === true) return answer;
      await answer.body.dump();
      url = nextUrl(url, header(answer, "location"));
    }
    throw strange(`${first.origin} redirects in a circle`);
  }

  /** What passes by itself within seconds is asked again; everything else is for the caller to hear. */
  async function askPatiently(url: URL, wanted: Wanted): Promise<HubAnswer> {
    for (let count = 1; ; count += 1) {
      const isLast = count >= tries;
      const pauseMs = 250 * 2 ** count;
      try {
        const answer = await askOnce(url, wanted);
        const { statusCode } = answer;
        const passes = [500, 502, 503, 504].includes(statusCode);
        const due = statusCode === 429 ? waitOf(answer) : undefined;
        if (isLast || (!passes && (due === undefined || due > patienceSeconds))) return answer;
        await answer.body.dump();
        await wait(due === undefined ? pauseMs : due * 1000, undefined, { signal: wanted.signal });
      } catch (error) {
        const obstacle = error instanceof ConsoleError && obstacleOf(error.cause);
        if (isLast || (obstacle !== "cut" && obstacle !== "refused")) throw error;
        await wait(pauseMs, undefined, { signal: wanted.signal });
      }
    }
  }

  return {
    rate: () => rate,
    ask: async (url, wanted = {}) => {
      const answer = await follow(new URL(url), wanted);
      if (answer.statusCode < 300 || isRedirect(answer.statusCode)) return answer;
      if (wanted.mayMiss === true && answer.statusCode === 404) return answer;
      const tokenSource = isHub(answer.url) ? token?.source : undefined;
      throw toHubRefusal(await readRefused(answer), { endpoint, tokenSource, ...wanted.about });
    },
  };
}

/** Where a redirect leads. From a safe connection it never leads to one that others can read. */
export function nextUrl(from: URL, location: string | undefined): URL {
  const to = location === undefined ? undefined : (URL.parse(location, from) ?? undefined);
  if (to === undefined) throw strange(`${from.origin} redirects to nowhere`);
  if (to.protocol === "http:" && from.protocol === "https:")
    throw strange(`${from.origin} redirects to ${to.origin}, which anyone on the way can read`);
  if (to.protocol !== "http:" && to.protocol !== "https:")
    throw strange(`${from.origin} redirects to an address that is not of the web`);
  return to;
}

/** The hub says why in headers; some mirrors say it only in the body. */
export async function readRefused(answer: HubAnswer): Promise<Refused> {
  const errorMessage = header(answer, "x-error-message") ?? (await errorIn(answer));
  await answer.body.dump();
  return {
    status: answer.statusCode,
    errorCode: header(answer, "x-error-code"),
    errorMessage,
    waitSeconds: waitOf(answer),
  };
}

async function errorIn({ body, headers, url }: HubAnswer): Promise<string | undefined> {
  if (!header({ headers }, "content-type")?.includes("json")) return undefined;
  try {
    const said: unknown = JSON.parse(String(await readAnswer(body, 16 * 1024, url.origin)));
    const isTold = typeof said === "object" && said !== null && "error" in said;
    return isTold && typeof said.error === "string" ? said.error : undefined;
  } catch {
    return undefined;
  }
}

/** `RateLimit: "api";r=0;t=142`, or the older Retry-After. */
function waitOf(answer: Pick<HubAnswer, "headers">): number | undefined {
  const told = /;\s*t=(\d{1,5})/.exec(header(answer, "ratelimit") ?? "")?.[1];
  const seconds = told ?? /^\d{1,5}$/.exec(header(answer, "retry-after") ?? "")?.[0];
  return seconds === undefined ? undefined : Number(seconds);
}

/** `RateLimit: "api";r=480;t=142` */
function rateOf(answer: Pick<HubAnswer, "headers">): HubRate | undefined {
  const [, left, seconds] = /;\s*r=(\d{1,9});\s*t=(\d{1,5})/.exec(header(answer, "ratelimit") ?? "") ?? [];
  return left === undefined ? undefined : { left: Number(left), seconds: Number(seconds) };
}

export const strange = (says: string) =>
  new ConsoleError("hub-strange", `${says}.`, {
    hint: "Check the endpoint; a login page or a proxy may answer in the hub's place.",
  });

const offline = () =>
  new ConsoleError("hub-offline", "HF_HUB_OFFLINE is set, so the hub is not asked.", {
    hint: "Unset HF_HUB_OFFLINE (or set it to 0) to go online.",
  });
