import { existsSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { packageFolder } from "./package-folder.ts";

type Wanted = { dev: boolean; host: string; port: number };

/** Next, loaded only when the console starts: the rest of the program does without it. */
export async function makeNextHandlers({ dev, host, port }: Wanted) {
  if (!dev && !existsSync(join(packageFolder(), ".next", "BUILD_ID"))) throw notBuilt();
  const { default: next } = await import("next");
  // Next listens for upgrades on the server it is given, which would be past the guard. It gets one that nobody can reach,
  // and hears there what the guard let through; the handler it offers for them answers nothing.
  const unreachable = createServer();
  const app = next({ dev, dir: packageFolder(), hostname: host, port, httpServer: unreachable });
  await app.prepare();
  const handle = app.getRequestHandler();
  return {
    handle: (request: IncomingMessage, response: ServerResponse) => handle(request, response),
    upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      unreachable.emit("upgrade", request, socket, head),
    close: () => app.close(),
  };
}

const notBuilt = () =>
  new ConsoleError("not-available", "The pages of the console have not been built.", {
    hint: "Run npm start, which builds what is missing, or npm run build.",
  });

export type NextHandlers = Awaited<ReturnType<typeof makeNextHandlers>>;
