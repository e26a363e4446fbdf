import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { fileURLToPath } from "node:url";
import { end, rssMb, type Server, startServer } from "./start-server.ts";

const readers = 100;
const deaf = 20;

/** Starts a run over the network, as a page does. */
async function startRun(port: number): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/runs`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ command: "list", input: { json: true } }),
  });
  const { id } = (await answer.json()) as { id: string };
  return `/api/runs/${id}/events`;
}

type Reading = { port: number; path: string; deaf: number; hear?: (answer: IncomingMessage) => void };

/** All readers at once, each on a connection of its own; the deaf ones connect and never read a byte. */
async function readTogether({ port, path, deaf: deafOnes, hear }: Reading): Promise<() => void> {
  const requests = Array.from({ length: readers }, () =>
    get({ port, host: "127.0.0.1", path, agent: false }),
  );
  await Promise.all(
    requests.map(async (request, at) => {
      const [answer] = await once(request, "response");
      if (at < deafOnes) return;
      hear?.(answer);
      await once(answer.resume(), "end");
    }),
  );
  return () => {
    for (const request of requests) request.destroy();
  };
}

/** What a wave of readers adds to a server that has served such a wave before, without deaf ones and with them. */
export async function growthWithReaders(server: Server) {
  const { port } = server;
  const path = await startRun(port);
  const wave = async (deafOnes: number) => {
    const before = await rssMb(server);
    const leave = await readTogether({ port, path, deaf: deafOnes });
    const growth = (await rssMb(server)) - before;
    leave();
    return growth;
  };
  await wave(0);
  return { controlMb: await wave(0), deafMb: await wave(deaf), allMb: await rssMb(server) };
}

/** How late the readers who listen hear of a line, against the one of their lines that they heard soonest. */
export async function delayOfReaders(home: string): Promise<number> {
  const fixture = fileURLToPath(new URL("../tests/fixtures/counts-slowly.mjs", import.meta.url));
  const server = await startServer(["dist/modeldeck.mjs", "serve", "--port=0"], {
    MODELDECK_HOME: home,
    MODELDECK_CLI: `${process.execPath} ${fixture} 400 10 0`,
    MODELDECK_DIALECT: "imageworks",
  });
  const delays: number[] = [];
  const hear = (answer: IncomingMessage) => {
    let soonest = Number.POSITIVE_INFINITY;
    answer.on("data", (part: Buffer) => {
      for (const [, at] of part.toString("latin1").matchAll(/"at":(\d+)/g)) {
        const lag = performance.now() - Number(at);
        soonest = Math.min(soonest, lag);
        delays.push(lag - soonest);
      }
    });
  };
  try {
    const path = await startRun(server.port);
    (await readTogether({ port: server.port, path, deaf, hear }))();
  } finally {
    await end(server);
  }
  return delays.sort((one, other) => one - other)[Math.floor(delays.length * 0.99)] ?? Number.NaN;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const home = process.argv[2] ?? "";
  const server = await startServer(["dist/modeldeck.mjs", "serve", "--port=0"], { MODELDECK_HOME: home });
  console.log(await growthWithReaders(server));
  await end(server);
  console.log({ delayP99Ms: await delayOfReaders(home) });
}
