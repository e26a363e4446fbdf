import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Console } from "./console.ts";
import { toErrorAnswer } from "./error-answer.ts";
import { guardRequest } from "./guard.ts";
import { theConsole } from "./the-console.ts";

export type Asking = {
  request: Request;
  /** The segments of the path after `/api`, decoded. */
  segments: string[];
  query: URLSearchParams;
  session: string | undefined;
  console: Console;
};

type Work = (asking: Asking) => Response | Promise<Response>;
type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS";
type Handler = (request: Request) => Promise<Response>;

const methods: readonly Method[] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const guarded = new WeakSet<object>();

/** Whether a handler was made here, and so cannot be reached around the guard. */
export const isGuarded = (handler: object): boolean => guarded.has(handler);

/** Makes every handler of a route: guard, work, answer. What a route does not offer is refused in our own words. */
export function makeRoute(
  offered: Partial<Record<"GET" | "POST" | "PATCH" | "DELETE", Work>>,
): Record<Method, Handler> {
  const known: Partial<Record<Method, Work>> = {
    ...offered,
    ...(offered.GET && { HEAD: withoutBody(offered.GET) }),
  };
  const allow = methods.filter((method) => known[method]).join(", ");
  const handlers = methods.map((method) => {
    const handler = (request: Request) =>
      answer(request, known[method] ?? (() => refuseMethod(method, allow)));
    guarded.add(handler);
    return [method, handler] as const;
  });
  return Object.fromEntries(handlers) as Record<Method, Handler>;
}

async function answer(request: Request, work: Work): Promise<Response> {
  try {
    const { pathname, search, searchParams } = new URL(request.url);
    const header = (name: string) => request.headers.get(name);
    const console = theConsole();
    guardRequest({ method: request.method, target: pathname + search, header }, console.names());
    const segments = pathname.split("/").slice(2).map(decodeURIComponent);
    const session = console.sessions.read(header("cookie") ?? undefined);
    return await work({ request, segments, query: searchParams, session, console });
  } catch (error) {
    // Whoever asked has gone, and the work was ended for that reason: nobody reads an answer, and nothing is wrong.
    if (request.signal.aborted) return new Response(null, { status: 499 });
    const { status, body } = toErrorAnswer(error);
    return json(body, { status });
  }
}

function refuseMethod(method: Method, allow: string): Response {
  const refusal = allow
    ? new ConsoleError("wrong-method", `${method} is not understood here.`, {
        hint: `This address takes ${allow}.`,
      })
    : new ConsoleError("not-found", "There is nothing at this address.", { hint: "See /api/openapi.json." });
  const { status, body } = toErrorAnswer(refusal);
  return json(body, { status, headers: allow ? { allow } : {} });
}

function withoutBody(work: Work): Work {
  return async (asking) => {
    const { status, headers, body } = await work(asking);
    await body?.cancel();
    return new Response(null, { status, headers });
  };
}

/** An answer of the API. It is about now, so nobody keeps it. */
export function json(
  value: unknown,
  options: { status?: number; headers?: Record<string, string> } = {},
): Response {
  return jsonBytes(JSON.stringify(value), options);
}

export function jsonBytes(
  body: string | Uint8Array<ArrayBuffer>,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Response {
  const usual = { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" };
  return new Response(body, { status, headers: { ...usual, ...headers } });
}
