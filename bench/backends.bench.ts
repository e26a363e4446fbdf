import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { makeNvidiaSmi } from "#tests/servers/gpu/make-nvidia-smi.ts";
import { openTestOllama } from "#tests/servers/ollama/open-test-ollama.ts";
import type { TestOllama } from "#tests/servers/ollama/test-ollama.ts";
import { type BenchResult, medianOf, tellAll } from "./measuring.ts";
import { end, startServer } from "./start-server.ts";

/** The bars: what watching ten servers and two GPUs takes of one core, what tabs add to it, and how late news come. */
const bars = { percentOfCore: 2, timesOneTab: 1.1, delayMs: 300 };
const servers = 10;
const tabs = 20;
const measuredMs = 30_000;
const paceMs = 5_000;
const changes = 5;
const ticksPerSecond = 100;

export async function bench(): Promise<BenchResult[]> {
  const home = await mkdtemp(join(tmpdir(), "modeldeck-bench-"));
  const models = Array.from({ length: 20 }, (_, at) => ({ name: `model-${at}:8b`, size: at * 1e9 }));
  const fakes = await Promise.all(Array.from({ length: servers }, () => openTestOllama({ models })));
  const backends = fakes.map(({ url }, at) => ({ name: `Server ${at}`, kind: "ollama", url }));
  await writeFile(join(home, "backends.json"), JSON.stringify({ backends }), { mode: 0o600 });
  const gpu = { total: 143_771, used: 40_000 };
  await makeNvidiaSmi(home, { gpus: [gpu, gpu], holders: [] });
  const console = await startServer(["dist/modeldeck.mjs", "serve", "--port=0"], {
    ...{ HOME: home, MODELDECK_HOME: home, MODELDECK_DISCOVER: "off" },
    PATH: [home, process.env.PATH].join(delimiter),
  });
  const { port, child } = console;
  const leaving = new AbortController();
  try {
    const one = await readLive(port, leaving.signal);
    await wait(2 * paceMs);
    const alone = await whileMeasured(fakes, child.pid);
    const rest = Array.from({ length: tabs - 1 }, () => readLive(port, leaving.signal));
    await Promise.all(rest);
    const together = await whileMeasured(fakes, child.pid);
    const delays = await delaysOf(fakes[0], one);
    return [
      {
        name: "watching 10 servers and 2 GPUs (% of a core)",
        ratio: alone.percent,
        bar: `≤ ${bars.percentOfCore}`,
        detail: `with one tab; ${together.percent.toFixed(1)} with ${tabs}`,
      },
      {
        name: `questions to servers with ${tabs} tabs (× with one)`,
        ratio: together.asked / alone.asked,
        bar: `≤ ${bars.timesOneTab}`,
        detail: `${together.asked} in ${measuredMs / 1000} s, ${alone.asked} with one`,
      },
      {
        name: "a change at a server → its frame (ms beyond a look's pace)",
        ratio: Math.max(0, medianOf(delays) - paceMs),
        bar: `≤ ${bars.delayMs}`,
        detail: `${delays.map((delay) => delay.toFixed(0)).join(", ")} ms with a look every ${paceMs}`,
      },
    ];
  } finally {
    leaving.abort();
    await end(console);
    await Promise.all(fakes.map((fake) => fake.close()));
    await rm(home, { recursive: true, force: true });
  }
}

type Hears = (said: string) => Promise<void>;

/** A page that reads, and tells when something was said that it has not heard before. */
async function readLive(port: number, signal: AbortSignal): Promise<Hears> {
  const { body } = await fetch(`http://127.0.0.1:${port}/api/live`, { signal });
  let heard: (text: string) => void = () => undefined;
  const read = async () => {
    for await (const text of body?.pipeThrough(new TextDecoderStream()) ?? []) heard(text);
  };
  read().catch(() => undefined);
  return (said) =>
    new Promise((resolve) => {
      heard = (text) => {
        if (text.includes(said)) resolve();
      };
    });
}

/** What the console takes of a core and asks of servers in a while. */
async function whileMeasured(fakes: readonly TestOllama[], pid: number | undefined) {
  const asked = () => fakes.reduce((sum, { requests }) => sum + requests.length, 0);
  const before = { asked: asked(), ticks: await ticksOf(pid), at: performance.now() };
  await wait(measuredMs);
  const seconds = (performance.now() - before.at) / 1000;
  const busy = ((await ticksOf(pid)) - before.ticks) / ticksPerSecond;
  return { asked: asked() - before.asked, percent: (100 * busy) / seconds };
}

/** The time of the processor that a process has had, without the programs that it asks. */
async function ticksOf(pid: number | undefined): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, "utf8")).replace(/^.*\) /, "").split(" ");
  return Number(fields[11]) + Number(fields[12]);
}

async function delaysOf(server: TestOllama | undefined, hears: Hears): Promise<number[]> {
  const delays: number[] = [];
  for (let step = 0; step < changes; step++) {
    const model = server?.find(`model-${step}:8b`);
    if (!server || !model) break;
    const heard = hears(`"id":"${model.name}"`);
    const began = performance.now();
    server.load(model, -1, undefined);
    await heard;
    delays.push(performance.now() - began);
  }
  return delays;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await tellAll(bench);
