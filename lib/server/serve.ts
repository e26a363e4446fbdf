import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { makeFront } from "./front.ts";
import { listenOn } from "./listen-on.ts";
import { isLoopback, namesFor } from "./names.ts";
import { makeNextHandlers } from "./next-handlers.ts";

export type Serving = { port: number; url: string; close: () => Promise<void> };
export type ServeOptions = { port?: number; host?: string; dev?: boolean };

/** Starts the console on this machine. */
export async function serve({
  port = 4141,
  host = "127.0.0.1",
  dev = false,
}: ServeOptions): Promise<Serving> {
  if (!isLoopback(host)) throw notLoopback(host);
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  let names = namesFor(port);
  const next = Promise.withResolvers<Awaited<ReturnType<typeof makeNextHandlers>>>();
  const server = makeFront({
    names: () => names,
    mode: dev ? "development" : "production",
    proxies: [],
    handle: async (request, response) => (await next.promise).handle(request, response),
    cookieFor: () => undefined,
    ...(dev && {
      upgrade: async (request, socket, head) => (await next.promise).upgrade(request, socket, head),
    }),
  });
  const actual = await listenOn(server, { port, host });
  names = namesFor(actual);
  next.resolve(await makeNextHandlers({ dev, host, port: actual }));
  return {
    port: actual,
    url: `http://${host === "127.0.0.1" ? "localhost" : host}:${actual}`,
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}

const notLoopback = (host: string) =>
  new ConsoleError(
    "not-allowed",
    `${host} would be reached from other machines, and no login is configured.`,
    {
      hint: "Listen on 127.0.0.1, and reach it from elsewhere through an SSH tunnel.",
    },
  );
