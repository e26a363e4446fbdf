import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { packageFolder } from "./package-folder.ts";

type Wanted = { dev: boolean; host: string; port: number };

/** Next, loaded only when the console starts: the rest of the program does without it. */
export async function makeNextHandlers({ dev, host, port }: Wanted) {
  const { default: next } = await import("next");
  // Next would listen for upgrades on the real server by itself, past the guard. It gets one that nobody can reach.
  const unreachable = createServer();
  const app = next({ dev, dir: packageFolder(), hostname: host, port, httpServer: unreachable });
  await app.prepare();
  const handle = app.getRequestHandler();
  const upgrade = app.getUpgradeHandler();
  return {
    handle: (request: IncomingMessage, response: ServerResponse) => handle(request, response),
    upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => upgrade(request, socket, head),
    close: () => app.close(),
  };
}

export type NextHandlers = Awaited<ReturnType<typeof makeNextHandlers>>;
