import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { pathToFileURL } from "node:url";
import { filesBelow } from "./read-source.ts";

const root = new URL("../..", import.meta.url).pathname;

type Handler = (request: Request) => Promise<Response>;
export type ApiRoute = { path: string; pattern: RegExp; module: Record<string, Handler> };

/** `app/api/runs/[id]/route.ts` serves `/api/runs/{id}`. */
async function toRoute(file: string): Promise<ApiRoute> {
  const path = file.replace(/^app/, "").replace(/\/route\.ts$/, "");
  const pattern = path
    .replaceAll(".", "\\.")
    .replace(/\[\\\.\\\.\\\.\w+\]/g, ".+")
    .replace(/\[\w+\]/g, "[^/]+");
  const module: Record<string, Handler> = await import(pathToFileURL(`${root}${file}`).href);
  return { path, pattern: new RegExp(`^${pattern}$`), module };
}

/** Every route of the API, the most particular first, as Next would choose. */
export async function apiRoutes(): Promise<ApiRoute[]> {
  const files = filesBelow(root, "app").filter((file) => file.endsWith("/route.ts"));
  const rank = ({ path }: ApiRoute) => (path.includes("[...") ? 2 : 0) + (path.split("/[").length - 1) / 10;
  return (await Promise.all(files.map(toRoute))).sort((one, other) => rank(one) - rank(other));
}

/** Carries requests to the handlers in the place of Next, so that tests need no build. */
export function makeApiHandle(routes: readonly ApiRoute[]) {
  return async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const url = new URL(incoming.url ?? "/", "http://localhost");
    const found = routes.find(({ pattern }) => pattern.test(url.pathname));
    const handler = found?.module[incoming.method ?? ""];
    if (!handler) {
      outgoing.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>A page</title>");
      return;
    }
    const response = await handler(toRequest(incoming, outgoing, url));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    if (!response.body) outgoing.end();
    else await pipeline(response.body, outgoing).catch(() => outgoing.destroy());
  };
}

function toRequest(incoming: IncomingMessage, outgoing: ServerResponse, url: URL): Request {
  const gone = new AbortController();
  outgoing.once("close", () => gone.abort());
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
  const reads = incoming.method === "GET" || incoming.method === "HEAD";
  const body = reads ? {} : { body: Readable.toWeb(incoming), duplex: "half" };
  return new Request(url, {
    method: incoming.method ?? "GET",
    headers,
    signal: gone.signal,
    ...body,
  } as RequestInit);
}
