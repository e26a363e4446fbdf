import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { TLSSocket } from "node:tls";
import type { HubRequest } from "./hub-shapes.ts";

/** One request and the answer to it, as a route sees them. */
export type Exchange = {
  request: IncomingMessage;
  response: ServerResponse;
  record: HubRequest;
  /** Scheme, host and port as the client called it. */
  origin: string;
  /** The path's parts, decoded one by one: a name may hold what an address may not, and `..` is a name here. */
  parts: string[];
  query: URLSearchParams;
};

export function openExchange(
  host: HubRequest["host"],
  request: IncomingMessage,
  response: ServerResponse,
): Exchange {
  const url = request.url ?? "/";
  const [path = "/", query = ""] = [url.split("?", 1)[0], url.slice(url.indexOf("?") + 1)];
  const { range, "if-range": ifRange, authorization } = request.headers;
  const record: HubRequest = {
    at: Date.now(),
    host,
    method: request.method ?? "GET",
    path: url,
    ...(range === undefined ? {} : { range }),
    ...(typeof ifRange === "string" ? { ifRange } : {}),
    ...(authorization === undefined ? {} : { authorization }),
    status: 0,
    bytes: 0,
  };
  return {
    request,
    response,
    record,
    origin: `${request.socket instanceof TLSSocket ? "https" : "http"}://${request.headers.host ?? "127.0.0.1"}`,
    parts: path.slice(1).split("/").map(decoded),
    query: new URLSearchParams(url.includes("?") ? query : ""),
  };
}

export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function sendHeader(
  { response, record }: Exchange,
  status: number,
  headers: OutgoingHttpHeaders = {},
): void {
  record.status = status;
  response.writeHead(status, headers);
}

/** A short answer in one piece. */
export function sendText(
  exchange: Exchange,
  status: number,
  text: string,
  headers: OutgoingHttpHeaders = {},
): void {
  const body = Buffer.from(text);
  sendHeader(exchange, status, {
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Length": body.length,
    ...headers,
  });
  if (exchange.record.method === "HEAD") {
    exchange.response.end();
    return;
  }
  exchange.record.bytes += body.length;
  exchange.response.end(body);
}

export function sendJson(
  exchange: Exchange,
  status: number,
  value: unknown,
  headers: OutgoingHttpHeaders = {},
): void {
  const type = { "Content-Type": "application/json; charset=utf-8" };
  sendText(exchange, status, JSON.stringify(value), { ...type, ...headers });
}
