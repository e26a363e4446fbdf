import type { Server } from "node:http";
import type { Duplex } from "node:stream";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { RunLimits } from "#cli-bridge/run/run-limits.ts";
import type { Console } from "./console.ts";
import { type Handle, makeFront } from "./front.ts";
import { listenOn } from "./listen-on.ts";
import { makeConsole } from "./make-console.ts";
import { isLoopback, type Names, namesFor } from "./names.ts";
import { makeNextHandlers, type NextHandlers } from "./next-handlers.ts";
import { serveEventsBefore } from "./serve-events.ts";
import { makeSessions, type Sessions } from "./sessions.ts";
import { setTheConsole } from "./the-console.ts";

export type Serving = { port: number; url: string; close: () => Promise<void> };

export type ServeOptions = {
  port?: number;
  host?: string;
  /** Next compiles pages as they are asked for. */
  dev?: boolean;
  env?: NodeJS.ProcessEnv;
  limits?: Partial<RunLimits>;
  /** Another keeper than the one beside this console. */
  keeperPath?: string;
  /** Answers in the place of Next. */
  handle?: Handle;
};

const listOf = (text: string | undefined) =>
  (text ?? "")
    .split(",")
    .map((word) => word.trim())
    .filter(Boolean);

/** Starts the console on this machine. */
export async function serve(options: ServeOptions = {}): Promise<Serving> {
  const { port: wanted = 4141, host = "127.0.0.1", dev = false, env = process.env } = options;
  const { limits, keeperPath } = options;
  if (!isLoopback(host)) throw notLoopback(host);
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  const ready = Promise.withResolvers<{ handle: Handle; upgrade?: NextHandlers["upgrade"] }>();
  const raised = new Set<Duplex>();
  const known: { names: Names; sessions?: Sessions } = { names: new Map() };
  const server = makeFront({
    names: () => known.names,
    raised,
    mode: dev ? "development" : "production",
    proxies: listOf(env.MODELDECK_PROXIES),
    handle: async (request, response) => (await ready.promise).handle(request, response),
    cookieFor: (cookies) => known.sessions?.cookieFor(cookies),
    ...(dev && { upgrade: async (...raised) => (await ready.promise).upgrade?.(...raised) }),
  });
  const port = await listenOn(server, { port: wanted, host });
  const name = host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
  const url = `http://${name}:${port}`;
  const names = namesFor(port, [...listOf(env.MODELDECK_ORIGINS), url]);
  const sessions = makeSessions(port);
  Object.assign(known, { names, sessions });
  try {
    const console = await makeConsole({ env, names: () => names, sessions, limits, keeperPath });
    setTheConsole(console);
    const next = options.handle ? undefined : await makeNextHandlers({ dev, host, port });
    const { handle } = next ?? options;
    if (handle) ready.resolve({ ...next, handle: serveEventsBefore(handle) });
    return { port, url, close: () => close(server, { console, next, raised }) };
  } catch (error) {
    // What cannot be served must not go on listening.
    server.close();
    server.closeAllConnections();
    throw error;
  }
}

type Open = { console: Console; next: NextHandlers | undefined; raised: ReadonlySet<Duplex> };

async function close(server: Server, { console, next, raised }: Open): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  await console.close();
  server.closeAllConnections();
  for (const socket of raised) socket.destroy();
  await Promise.all([closed, next?.close()]);
  setTheConsole(undefined);
}

const notLoopback = (host: string) =>
  new ConsoleError(
    "not-allowed",
    `${host} would be reached from other machines, and no login is configured.`,
    {
      hint: "Listen on 127.0.0.1, and reach it from elsewhere through an SSH tunnel.",
    },
  );
