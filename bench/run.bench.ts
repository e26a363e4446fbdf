import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { makeRunner, type Runner } from "#cli-bridge/run/make-runner.ts";
import { type BenchResult, tellAll } from "./measuring.ts";

/** The bars: a million lines at most four times a raw read; a hundred readers, a fifth of them deaf. */
export const runBars = { timesRaw: 4, growthMb: 40, readersGrowthMb: 60, delayP99Ms: 250 };

const fixture = (name: string) => fileURLToPath(new URL(`../tests/fixtures/${name}.mjs`, import.meta.url));
const mb = (bytes: number) => Math.round(bytes / 1024 / 1024);

/** Spawns the program and splits its output, and does nothing else: what any watching must cost at least. */
export async function rawReadMs(lines: number): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, [fixture("many-lines"), String(lines)], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  let rest = "";
  let seen = 0;
  for await (const chunk of child.stdout) {
    const parts = (rest + chunk).split("\n");
    rest = parts.pop() ?? "";
    seen += parts.length;
  }
  if (seen !== lines) throw new Error(`${seen} lines of ${lines}`);
  return performance.now() - start;
}

export async function benchOneReader(lines = 1_000_000) {
  const rawMs = Math.min(await rawReadMs(lines), await rawReadMs(lines));
  return withRunner(async (runner) => {
    await new Response(await runner.events((await runner.start(request("many-lines", ["1000"]))).id)).text();
    const before = process.memoryUsage.rss();
    let peak = before;
    const start = performance.now();
    const { id } = await runner.start(request("many-lines", [String(lines)]));
    let bytes = 0;
    for await (const part of await runner.events(id)) {
      bytes += part.length;
      peak = Math.max(peak, process.memoryUsage.rss());
    }
    const ms = performance.now() - start;
    const timesRaw = Number((ms / rawMs).toFixed(2));
    return {
      lines,
      rawMs: Math.round(rawMs),
      ms: Math.round(ms),
      timesRaw,
      bytes,
      growthMb: mb(peak - before),
    };
  });
}

/** Readers over real sockets; the deaf ones connect and never read a byte. */
export async function benchHundredReaders(readers = 100, deaf = 20) {
  return withRunner(async (runner) => {
    const { id } = await runner.start(request("counts-slowly", ["400", "10", "0"]));
    const serve = async () => Readable.fromWeb((await runner.events(id)) as never);
    const server = createServer(async (_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      (await serve()).pipe(response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const before = process.memoryUsage.rss();
    const delays: number[] = [];
    const all = Array.from({ length: readers }, (_, at) => listen({ port, isDeaf: at < deaf, delays }));
    await Promise.all(all.slice(deaf));
    const growthMb = mb(process.memoryUsage.rss() - before);
    server.closeAllConnections();
    server.close();
    delays.sort((a, b) => a - b);
    return {
      readers,
      deaf,
      seen: delays.length,
      delayP99Ms: delays[Math.floor(delays.length * 0.99)],
      growthMb,
    };
  });
}

/** The delay of a line is measured against the reader who had it soonest relative to the program's own clock. */
function listen({
  port,
  isDeaf,
  delays,
}: {
  port: number;
  isDeaf: boolean;
  delays: number[];
}): Promise<void> {
  return new Promise((resolve) => {
    const request = get({ port, host: "127.0.0.1", agent: false }, (response) => {
      if (isDeaf) return resolve();
      let offset: number | undefined;
      response.setEncoding("utf8");
      response.on("data", (text: string) => {
        const now = performance.now();
        for (const [, at] of text.matchAll(/"at":(\d+)/g)) {
          offset = Math.min(offset ?? Number.POSITIVE_INFINITY, now - Number(at));
          delays.push(now - Number(at) - offset);
        }
      });
      response.on("end", resolve);
    });
    request.on("error", () => resolve());
  });
}

function request(name: string, args: string[]) {
  const argv = ["node", fixture(name), ...args];
  return { command: "bench", input: {}, argv, effect: "reads" as const, lane: "reads" as const };
}

async function withRunner<T>(measure: (runner: Runner) => Promise<T>): Promise<T> {
  const home = await mkdtemp(join(tmpdir(), "modeldeck-bench-"));
  const program = { shown: ["node"], spawn: [process.execPath], dialect: "imageworks" as const };
  const runner = makeRunner({ home, program, env: process.env });
  try {
    return await measure(runner);
  } finally {
    await runner.close();
    await rm(home, { recursive: true, force: true });
  }
}

/** The two bars of the runner. */
export async function bench(): Promise<BenchResult[]> {
  const one = await benchOneReader();
  const hundred = await benchHundredReaders();
  return [
    {
      name: "a million lines, times a raw read",
      ratio: one.timesRaw,
      bar: `≤ ${runBars.timesRaw}`,
      detail: `${one.ms} ms, raw ${one.rawMs} ms`,
    },
    {
      name: "a million lines, growth of the server in MB",
      ratio: one.growthMb,
      bar: `< ${runBars.growthMb}`,
      detail: `${Math.round(one.bytes / 1e6)} MB of events`,
    },
    {
      name: "100 readers, 20 deaf, growth of the runner in MB",
      ratio: hundred.growthMb,
      bar: `< ${runBars.readersGrowthMb}`,
      detail: `delay p99 ${Math.round(hundred.delayP99Ms ?? 0)} ms, bar < ${runBars.delayP99Ms} ms`,
    },
  ];
}

if (import.meta.main) await tellAll(bench);
