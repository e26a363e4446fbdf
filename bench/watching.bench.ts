import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setImmediate as nextTurn, setTimeout as wait } from "node:timers/promises";
import { askProgram } from "#cli-bridge/run/ask-program.ts";
import { followProgram } from "#cli-bridge/run/follow-program.ts";
import type { BackendAdapter } from "#lib/backends/adapter.ts";
import { openBackendHttp } from "#lib/backends/http/open-backend-http.ts";
import { toInstance } from "#lib/backends/instances/environment.ts";
import { ollamaAdapter } from "#lib/backends/ollama/ollama-adapter.ts";
import { BackendWatch } from "#lib/server/backends/backend-watch.ts";
import { Live } from "#lib/server/live.ts";
import { sampleOf } from "#lib/server/system-history.ts";
import { openSamples } from "#lib/state/samples.ts";
import { makeMachineSampler } from "#lib/system/machine-sampler.ts";
import { makeClock } from "#tests/lib/server/backends/fake-server.ts";
import { makeNvidiaSmi } from "#tests/servers/gpu/make-nvidia-smi.ts";
import { openTestOllama } from "#tests/servers/ollama/open-test-ollama.ts";
import { type BenchResult, heldBytes, tellAll } from "./measuring.ts";

const servers = 10;
const modelsEach = 20;
const stepMs = 2_000;
const hourMs = 3_600_000;
const measuredHours = 2;
const barMb = 2;
const restRounds = 5;
const restMs = 500;

/** Two hours of ten servers and two GPUs that are watched, in a clock that goes as fast as they can be asked. */
export async function bench(): Promise<BenchResult[]> {
  const folder = await mkdtemp(join(tmpdir(), "modeldeck-bench-"));
  const models = Array.from({ length: modelsEach }, (_, at) => ({ name: `model-${at}:8b`, size: at * 1e9 }));
  const fakes = await Promise.all(Array.from({ length: servers }, () => openTestOllama({ models })));
  const asking = countAsked(ollamaAdapter);
  const { clock, pass } = makeClock(asking.settle);
  const live = new Live({ onChange: () => () => undefined, signature: async () => "" });
  const leaving = new AbortController();
  const reading = readAll(live.open({ signal: leaving.signal }));
  let events = 0;
  const watch = new BackendWatch({
    ...{ clock, adapterOf: async () => asking.adapter, openHttp: (instance) => openBackendHttp(instance) },
    readInstances: async () =>
      fakes.map(({ url }) => toInstance({ kind: "ollama", url: new URL(url), from: "saved" })),
    readManaged: async () => [],
    tell: (_, told) => live.tell("activity", String(++events), told),
  });
  watch.onChange((news) => live.tell("backends", news.id, news));
  const machine = await openMachine(folder, () => clock.now() / 1000);
  let steps = 0;
  const goOn = async (ms: number) => {
    for (const until = clock.now() + ms; clock.now() < until; steps += 1) {
      if (steps % 30 === 0) turnModel(fakes[(steps / 30) % servers], steps);
      await pass(stepMs);
      live.tell("system", "", await machine.look());
      for (const { requests, deeds } of fakes) for (const kept of [requests, deeds]) kept.length = 0;
    }
  };
  try {
    await watch.reload();
    watch.attend(true);
    await goOn(hourMs);
    const before = { held: await heldAtRest(), rss: process.memoryUsage().rss, asked: asking.count() };
    await goOn(measuredHours * hourMs);
    const growthMb = ((await heldAtRest()) - before.held) / 1e6;
    const rssMb = (process.memoryUsage().rss - before.rss) / 1e6;
    const asked = asking.count() - before.asked;
    return [
      {
        name: `growth over ${measuredHours} h of ${servers} servers and 2 GPUs (MB)`,
        ratio: growthMb,
        bar: `≤ ${barMb}`,
        detail: `${rssMb.toFixed(1)} MB of the process, ${asked} questions, ${events} events, after an hour before`,
      },
    ];
  } finally {
    leaving.abort();
    await reading;
    machine.close();
    live.close();
    await watch.close();
    await Promise.all(fakes.map((fake) => fake.close()));
    await rm(folder, { recursive: true, force: true });
  }
}

/** The same adapter, and whether any of its questions waits for an answer. */
function countAsked(adapter: BackendAdapter) {
  let going = 0;
  let asked = 0;
  const counted =
    <Words extends unknown[], Value>(ask: (...words: Words) => Promise<Value>) =>
    async (...words: Words): Promise<Value> => {
      asked += 1;
      going += 1;
      try {
        return await ask(...words);
      } finally {
        going -= 1;
      }
    };
  const { health, version, list, loaded, abilities } = adapter;
  return {
    adapter: {
      ...adapter,
      ...{ health: counted(health), version: counted(version), list: counted(list) },
      ...{ loaded: counted(loaded), abilities: counted(abilities) },
    },
    count: () => asked,
    settle: async () => {
      do await nextTurn();
      while (going > 0);
      await nextTurn();
    },
  };
}

async function openMachine(folder: string, nowSeconds: () => number) {
  const gpu = { total: 143_771, used: 40_000 };
  await makeNvidiaSmi(folder, { gpus: [gpu, gpu], holders: [{ gpu: 0, pid: process.pid, mib: 39_000 }] });
  const env = { PATH: [folder, process.env.PATH].join(delimiter) };
  const sampler = makeMachineSampler({
    ask: (argv, limitMs) => askProgram(argv, { env, limitMs }),
    follow: (argv, following) => followProgram(argv, { env, ...following }),
    roots: async () => [folder],
  });
  sampler.watch(true);
  const samples = openSamples(join(folder, "samples.db"), nowSeconds);
  return {
    look: async () => {
      const sample = await sampler.sample();
      samples.add(sampleOf(sample));
      return sample;
    },
    close: () => {
      sampler.watch(false);
      samples.close();
    },
  };
}

/** Loads what is not in memory and lets go of what is. */
function turnModel(fake: Awaited<ReturnType<typeof openTestOllama>> | undefined, step: number): void {
  const model = fake?.find(`model-${step % modelsEach}:8b`);
  if (!fake || !model) return;
  if (fake.running.has(model.name)) fake.unload(model.name);
  else fake.load(model, -1, undefined);
}

/** What is held weakly goes only some rounds after what held it. */
async function heldAtRest(): Promise<number> {
  for (let round = 0; round < restRounds; round += 1) {
    heldBytes();
    await wait(restMs);
  }
  return heldBytes();
}

async function readAll(stream: ReadableStream<Uint8Array>): Promise<void> {
  for await (const _ of stream);
}

if (import.meta.main) await tellAll(bench);
