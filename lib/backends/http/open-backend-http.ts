import { Readable } from "node:stream";
import { type Dispatcher, request } from "undici";
import type { Instance } from "../instance.ts";
import { guardHost, openBackendAgent } from "./backend-agent.ts";
import { strange, toConnectionError, tooSlow } from "./backend-error.ts";
import type { AskedOnce, BackendAsking, BackendHttp, BackendReply } from "./backend-http.ts";
import { endOfAsking } from "./end-of-asking.ts";
import { openBackendSocket } from "./open-backend-socket.ts";
import { readAll, readBody } from "./read-body.ts";
import { toServerEvents } from "./server-events.ts";
import { splitLines } from "./split-lines.ts";
import { toJson } from "./to-json.ts";
import { toRefusal } from "./to-refusal.ts";

type Options = {
  /** Used and left open; without one it has connections of its own. */
  agent?: Dispatcher;
  /** Hears of every question. */
  onAsked?: (asked: AskedOnce) => void;
};

const usual = { waitMs: 5000, limitMs: 15_000, bytesMax: 8 * 1024 * 1024 };

/** The way to one server, and to no other: neither a redirect nor a path leads its token away. */
export function openBackendHttp(
  { url, token }: Pick<Instance, "url" | "token">,
  { agent, onAsked }: Options = {},
): BackendHttp {
  const dispatcher = agent ?? openBackendAgent();
  const base = new URL(url.href);
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token.reveal()}` };
  const target: Target = {
    base,
    dispatcher,
    authorization,
    onAsked,
    toSafe: without(token === undefined ? [] : [token.reveal()]),
  };

  const text: BackendHttp["text"] = async (path, asking = {}) => {
    const { status, headers, body } = await send(target, path, asking);
    const bytes = await readAll(body, tooLongAt(base, path), asking.bytesMax ?? usual.bytesMax);
    return { status, headers, value: target.toSafe(bytes.toString("utf8")) };
  };

  async function* textLines(path: string, asking: BackendAsking): AsyncGenerator<string> {
    const { status, body } = await send(target, path, asking);
    const bytesMax = asking.bytesMax ?? usual.bytesMax;
    if (status >= 300) {
      const said = (await readAll(body, tooLongAt(base, path), bytesMax)).toString("utf8");
      throw toRefusal({ base, path, status, value: toJson(target.toSafe(said)) });
    }
    for await (const line of splitLines(body, tooLongAt(base, path), bytesMax)) yield target.toSafe(line);
  }

  return {
    base,
    text,
    async json(path, asking) {
      const reply = await text(path, asking);
      return { ...reply, value: parseReply(base, path, reply) };
    },
    async *lines(path, asking = {}) {
      for await (const line of textLines(path, asking)) {
        if (line.trim() === "") continue;
        const value = toJson(line);
        if (value === undefined) throw strange(base, `answered to ${path} with a line that is not JSON`);
        yield value;
      }
    },
    async *events(path, asking = {}) {
      const bytesMax = asking.bytesMax ?? usual.bytesMax;
      yield* toServerEvents(textLines(path, asking), tooLongAt(base, path), bytesMax);
    },
    socket: (path, { greet, signal }) => {
      const greeting = greet(token?.reveal());
      const toSafe = without(token === undefined ? [] : [token.reveal(), ...wordsOf(greeting)]);
      return openBackendSocket(addressOf(base, path), { signal, toSafe, greeting });
    },
    close: async () => {
      if (agent === undefined) await dispatcher.destroy();
    },
  };
}

const addressOf = ({ origin, pathname }: URL, path: string) =>
  new URL(`${origin}${pathname.replace(/\/+$/, "")}${path}`);

/** Whatever answers may say back all that it was told. */
const without = (secrets: readonly string[]) => (text: string) =>
  secrets.reduce((safe, secret) => safe.replaceAll(secret, "***"), text);

const wordsOf = (greeting: object) => Object.values(greeting).filter((part) => typeof part === "string");

type Target = {
  base: URL;
  dispatcher: Dispatcher;
  authorization: Record<string, string>;
  onAsked: Options["onAsked"];
  toSafe: (text: string) => string;
};

const tooLongAt = (base: URL, path: string) => () =>
  strange(base, `answered to ${path} with more than can be meant`);

type Answer = { status: number; headers: ReadonlyMap<string, string>; body: AsyncGenerator<Uint8Array> };

async function send(target: Target, path: string, asking: BackendAsking): Promise<Answer> {
  const { base, dispatcher, authorization, onAsked } = target;
  const { waitMs = usual.waitMs, limitMs = usual.limitMs, signal } = asking;
  const tried = { base, path, waitMs };
  const end = endOfAsking(limitMs, signal);
  const toError = (error: unknown) => {
    signal?.throwIfAborted();
    return end.isLate() ? tooSlow(base, path, limitMs) : toConnectionError(error, tried);
  };
  const sent = toSent(asking, authorization);
  const began = performance.now();
  const ended: Pick<AskedOnce, "status" | "problem"> = {};
  try {
    guardHost(base);
    const answer = await request(addressOf(base, path), {
      ...sent,
      ...{ dispatcher, signal: end.signal, headersTimeout: waitMs, bodyTimeout: waitMs },
    });
    ended.status = answer.statusCode;
    const headers = toHeaders(answer.headers);
    const wrong = wrongHead(answer.statusCode, headers);
    if (wrong) {
      answer.body.on("error", () => undefined).destroy();
      throw strange(base, wrong.says, wrong.hint);
    }
    return { status: answer.statusCode, headers, body: readBody(answer.body, toError, end) };
  } catch (error) {
    end.forget();
    if (signal?.aborted) ended.problem = "Nobody waited for the answer any longer.";
    const failure = toError(error);
    ended.problem = failure.message;
    throw failure;
  } finally {
    onAsked?.({ method: sent.method, path, ms: performance.now() - began, ...ended });
  }
}

function toSent({ method, headers, body, bytes }: BackendAsking, authorization: Record<string, string>) {
  const type = bytes ? "application/octet-stream" : "application/json";
  const hasBody = bytes !== undefined || body !== undefined;
  return {
    method: method ?? (hasBody ? ("POST" as const) : ("GET" as const)),
    body: bytes ? Readable.from(bytes.stream) : body === undefined ? null : JSON.stringify(body),
    headers: {
      ...{ "accept-encoding": "identity", "user-agent": "modeldeck" },
      ...(hasBody && { "content-type": type }),
      ...(bytes && { "content-length": String(bytes.length) }),
      ...headers,
      ...authorization,
    },
  };
}

/** Where an answer leads away or is packed, and so could be anything once it is unpacked. */
function wrongHead(status: number, headers: ReadonlyMap<string, string>) {
  const packed = headers.get("content-encoding");
  if (packed !== undefined && packed !== "identity" && packed !== "")
    return { says: `sent an answer packed with ${packed}, which was not asked for` };
  if (status < 300 || status > 399 || status === 304) return undefined;
  const to = URL.parse(headers.get("location") ?? "")?.origin ?? "somewhere else";
  return {
    says: `redirects to ${to}, and redirects are not followed`,
    hint: "If that is the server that is meant, give its address.",
  };
}

const toHeaders = (headers: Dispatcher.ResponseData["headers"]): ReadonlyMap<string, string> =>
  new Map(Object.entries(headers).map(([name, value]) => [name, String(value)]));

function parseReply(base: URL, path: string, { status, value }: BackendReply<string>): unknown {
  if (value === "") return undefined;
  const parsed = toJson(value);
  if (parsed === undefined && status < 300)
    throw strange(base, `answered to ${path} with something that is not JSON`);
  return parsed;
}
