import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { Listener, type Upgrade } from "../hub/listener.ts";
import { answerWithFault, type BackendFault } from "./faults.ts";

/** What a test can look at afterwards. */
export type Asked = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage["headers"];
  body: Record<string, unknown>;
};

export type Answering = Asked & {
  /** What stood at the colons of the route. */
  parts: string[];
  json: (status: number, value: unknown) => void;
  text: (status: number, body: string, type?: string) => void;
  /** Begins server-sent events; the first word goes into `event`, where there is one. */
  event: (name: string | undefined, data: unknown) => void;
  end: () => void;
  hasLeft: () => boolean;
};

export type Route = (answering: Answering) => void | Promise<void>;
/** Ways such as `GET /api/v1/models/:key`. */
export type Routes = Record<string, Route>;

export type BackendServer = {
  readonly url: string;
  readonly asked: Asked[];
  /** How many answers were left by whoever asked for them. */
  readonly left: number;
  /** Spoils what is asked from now on. */
  fault: (fault: BackendFault) => void;
  mend: () => void;
  /** As a machine that goes down, and one that comes back where it was. */
  stop: () => Promise<void>;
  start: () => Promise<void>;
};

type Serving = {
  port?: number | undefined;
  headers?: Record<string, string>;
  routes: () => Routes;
  /** Refuses before any route is looked for, by answering. */
  guard?: (answering: Answering) => boolean;
  unknown: Route;
  upgrade?: Upgrade | undefined;
};

/** A server of models for tests: routes, a memory of what was asked, and faults on request. */
export async function serveBackend(serving: Serving, isUp = true): Promise<BackendServer> {
  const asked: Asked[] = [];
  const faults: BackendFault[] = [];
  let left = 0;
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    response.once("close", () => {
      if (!response.writableFinished) left += 1;
    });
    void answerOne({ request, response, serving, asked, faults });
  };
  const listener = new Listener(serving.port ?? 0, answer, undefined, serving.upgrade);
  await listener.open();
  if (!isUp) await listener.shut();
  return {
    get url() {
      return listener.url;
    },
    get left() {
      return left;
    },
    asked,
    fault: (fault) => void faults.push({ ...fault }),
    mend: () => void faults.splice(0),
    stop: () => listener.shut(),
    start: () => listener.open(),
  };
}

type One = {
  request: IncomingMessage;
  response: ServerResponse;
  serving: Serving;
  asked: Asked[];
  faults: BackendFault[];
};

async function answerOne({ request, response, serving, asked, faults }: One): Promise<void> {
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const { method = "GET", headers } = request;
  const said = await text(request).catch(() => "");
  const one: Asked = { method, path: url.pathname, query: url.searchParams, headers, body: parsed(said) };
  asked.push(one);
  for (const [name, value] of Object.entries(serving.headers ?? {})) response.setHeader(name, value);
  const fault = faults.find(({ path }) => path === undefined || path === url.pathname);
  if (fault) {
    if (fault.times !== undefined) fault.times -= 1;
    if (fault.times === 0) faults.splice(faults.indexOf(fault), 1);
    return answerWithFault(response, fault);
  }
  const answering = { ...one, parts: [], ...waysToAnswer(response) };
  if (serving.guard && !serving.guard(answering)) return;
  const found = routeOf(serving.routes(), method, url.pathname);
  await (found === undefined
    ? serving.unknown(answering)
    : found.route({ ...answering, parts: found.parts }));
}

function routeOf(routes: Routes, method: string, path: string) {
  for (const [way, route] of Object.entries(routes)) {
    const [wanted, pattern = ""] = way.split(" ");
    const match = new RegExp(`^${pattern.replaceAll(/:\w+/g, "(.+)")}$`).exec(path);
    if (wanted === method && match) return { route, parts: match.slice(1).map(decodeURIComponent) };
  }
  return undefined;
}

function parsed(said: string): Record<string, unknown> {
  try {
    return JSON.parse(said) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function waysToAnswer(response: ServerResponse) {
  const text = (status: number, body: string, type = "text/plain; charset=utf-8") =>
    void response.writeHead(status, { "content-type": type }).end(body);
  return {
    text,
    json: (status: number, value: unknown) => text(status, JSON.stringify(value), "application/json"),
    event: (name: string | undefined, data: unknown) => {
      if (!response.headersSent) response.writeHead(200, { "content-type": "text/event-stream" });
      const said = typeof data === "string" ? data : JSON.stringify(data);
      response.write(`${name === undefined ? "" : `event: ${name}\n`}data: ${said}\n\n`);
    },
    end: () => void response.end(),
    hasLeft: () => response.destroyed,
  };
}
