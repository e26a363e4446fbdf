import { type Dispatcher, request } from "undici";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import {
  type HubAnswer,
  type HubRate,
  header,
  isRedirect,
  nextUrl,
  rateOf,
  retryAfterMsOf,
} from "./answer-head.ts";
import { askPatiently } from "./ask-patiently.ts";
import { type Asked, type Refused, toHubRefusal } from "./hub-refusal.ts";
import { readAnswer } from "./read-answer.ts";
import { strange } from "./strange.ts";
import { toUnreachable } from "./unreachable.ts";

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

export type Asking = {
  endpoint: string;
  token: { value: string; source: string } | undefined;
  dispatcher: Dispatcher;
  isOffline: boolean;
};

/** Follows redirects, with the token on the hub's own host alone; what is wrong is refused in plain words. */
export type HubAsker = {
  ask: (url: string, wanted?: Wanted) => Promise<HubAnswer>;
  /** What the hub last said of how often it may be asked. */
  rate: () => HubRate | undefined;
};

const redirectsMax = 5;
const answerMs = 60_000;

export function makeHubAsker(asking: Asking): HubAsker {
  const { endpoint, token } = asking;
  const isHub = (url: URL) => url.origin === new URL(endpoint).origin;
  let rate: HubRate | undefined;

  async function ask(first: URL, wanted: Wanted): Promise<HubAnswer> {
    let url = first;
    for (let hop = 0; hop <= redirectsMax; hop += 1) {
      const sent = isHub(url) && token ? { authorization: `Bearer ${token.value}` } : {};
      const answer = await askPatiently(() => send(url, sent, { asking, wanted }), wanted.signal);
      rate = (isHub(url) ? rateOf(answer) : undefined) ?? rate;
      if (!isRedirect(answer.statusCode) || wanted.mayRedirect === true) return answer;
      await answer.body.dump();
      url = nextUrl(url, header(answer, "location"));
    }
    throw strange(`${first.origin} redirects in a circle`);
  }

  return {
    rate: () => rate,
    ask: async (url, wanted = {}) => {
      const answer = await ask(new URL(url), wanted);
      if (answer.statusCode < 300 || isRedirect(answer.statusCode)) return answer;
      if (wanted.mayMiss === true && isNoFile(answer)) return answer;
      const tokenSource = isHub(answer.url) ? token?.source : undefined;
      const { errorMessage, ...refused } = await readRefused(answer);
      // What answers in the hub's place may say back all that it was told.
      const said = token && errorMessage ? errorMessage.replaceAll(token.value, "***") : errorMessage;
      throw toHubRefusal({ ...refused, errorMessage: said }, { endpoint, tokenSource, ...wanted.about });
    },
  };
}

/** A repository that is gone answers with the same status, and says so. */
const isNoFile = (answer: HubAnswer) =>
  answer.statusCode === 404 && (header(answer, "x-error-code") ?? "EntryNotFound") === "EntryNotFound";

type Sending = { asking: Asking; wanted: Wanted };

async function send(
  url: URL,
  authorization: Record<string, string>,
  { asking, wanted }: Sending,
): Promise<HubAnswer> {
  const { dispatcher, isOffline } = asking;
  const { method = "GET", signal } = wanted;
  if (isOffline) throw offline();
  const limit = AbortSignal.timeout(answerMs);
  const either = signal ? AbortSignal.any([signal, limit]) : limit;
  const usual = { "accept-encoding": "identity", "user-agent": "modeldeck" };
  const headers = { ...usual, ...wanted.headers, ...authorization };
  try {
    // Without a word undici closes the connection after each HEAD, and a download asks for one for each file.
    const answer = await request(url, { method, headers, dispatcher, signal: either, reset: false });
    return { ...answer, url };
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw toUnreachable(error, url.origin);
  }
}

/** The hub says why in headers; some mirrors say it only in the body. */
async function readRefused(answer: HubAnswer): Promise<Refused> {
  const errorMessage = header(answer, "x-error-message") ?? (await errorIn(answer));
  await answer.body.dump();
  return {
    status: answer.statusCode,
    errorCode: header(answer, "x-error-code"),
    errorMessage,
    retryAfterMs: retryAfterMsOf(answer),
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

const offline = () =>
  new ConsoleError("hub-offline", "HF_HUB_OFFLINE is set, so the hub is not asked.", {
    hint: "Unset HF_HUB_OFFLINE (or set it to 0) to go online.",
  });
