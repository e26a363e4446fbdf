import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { limitBody } from "./body-limit.ts";
import { toErrorAnswer } from "./error-answer.ts";
import { guardRequest } from "./guard.ts";
import { guardRouterState } from "./guard-router-state.ts";
import type { Names } from "./names.ts";
import { everywhere, makeNonce, policyOfData, policyOfDocuments } from "./security-headers.ts";
import { forgetForgeries } from "./trusted-headers.ts";

export type Handle = (request: IncomingMessage, response: ServerResponse) => unknown;

export type Front = {
  names: () => Names;
  mode: "production" | "development";
  /** Peers whose forwarded headers are believed. */
  proxies: readonly string[];
  handle: Handle;
  /** Only a development server talks over web sockets. */
  upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => unknown;
  /** Connections that became web sockets: closing the server does not end these. */
  raised: Set<Duplex>;
  /** The cookie to set on a document, if its reader has none yet. */
  cookieFor: (cookies: string | undefined) => string | undefined;
};

const isDocument = (url: string) => !/^\/(?:api|_next)(?:[/?#]|$)/.test(url);

/** The server in front of Next: everything that comes in passes here first. */
export function makeFront(front: Front): Server {
  const server = createServer(
    {
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      connectionsCheckingInterval: 2_000,
      // Longer than proxies and programs keep a connection they may use again: who asks as it closes is cut off.
      keepAliveTimeout: 75_000,
    },
    (request, response) => admit(front, request, response),
  );
  server.maxConnections = 2_000;
  server.maxHeadersCount = 100;
  server.on("connect", (_request, socket) =>
    socket.end("HTTP/1.1 405 Method Not Allowed\r\nConnection: close\r\n\r\n"),
  );
  server.on("upgrade", (request, socket, head) => admitUpgrade(front, request, { socket, head }));
  return server;
}

function admit(front: Front, request: IncomingMessage, response: ServerResponse): void {
  for (const [name, value] of Object.entries(everywhere)) response.setHeader(name, value);
  try {
    guardIncoming(front, request);
    limitBody(request, (error) => answerError(request, response, error));
    forgetForgeries(request, front.proxies);
    prepareDocument(front, request, response);
  } catch (error) {
    answerError(request, response, error);
    return;
  }
  Promise.resolve(front.handle(request, response)).catch((error: unknown) =>
    answerError(request, response, error),
  );
}

function guardIncoming(front: Front, request: IncomingMessage): void {
  const hosts = request.rawHeaders.filter((word, index) => index % 2 === 0 && word.toLowerCase() === "host");
  if (hosts.length !== 1) {
    throw new ConsoleError("bad-input", `The request names ${hosts.length} hosts.`, {
      hint: "Name exactly one.",
    });
  }
  const header = (name: string) => {
    const value = request.headers[name];
    return Array.isArray(value) ? value.join(", ") : value;
  };
  guardRequest({ method: request.method ?? "", target: request.url ?? "", header }, front.names());
  guardRouterState(header("next-router-state-tree"));
}

function prepareDocument(front: Front, request: IncomingMessage, response: ServerResponse): void {
  delete request.headers["content-security-policy-report-only"];
  delete request.headers["content-security-policy"];
  if (!isDocument(request.url ?? "")) {
    response.setHeader("content-security-policy", policyOfData);
    return;
  }
  const policy = policyOfDocuments(makeNonce(), front.mode);
  request.headers["content-security-policy"] = policy;
  response.setHeader("content-security-policy", policy);
  const cookie = front.cookieFor(request.headers.cookie);
  if (cookie) response.setHeader("set-cookie", cookie);
}

type Raised = { socket: Duplex; head: Buffer };

function admitUpgrade(front: Front, request: IncomingMessage, { socket, head }: Raised): void {
  socket.on("error", () => socket.destroy());
  front.raised.add(socket.once("close", () => front.raised.delete(socket)));
  try {
    guardIncoming(front, request);
    const origin = request.headers.origin;
    const isOurs = front
      .names()
      .get(request.headers.host ?? "")
      ?.includes(origin ?? "");
    if (front.upgrade && isOurs) front.upgrade(request, socket, head);
    else socket.destroy();
  } catch {
    socket.destroy();
  }
}

/** The rest of a refused body is not read: the connection ends with the answer. */
function answerError(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  const { status, body } = toErrorAnswer(error);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": bytes.length,
    "cache-control": "no-store",
    "content-security-policy": policyOfData,
    connection: "close",
    ...(status === 405 && { allow: "GET, HEAD" }),
  });
  response.end(request.method === "HEAD" ? undefined : bytes);
}
