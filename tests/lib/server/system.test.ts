import { spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { delimiter, join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import type { NewActivity } from "#cli-bridge/protocol/activity-event.ts";
import { systemAnswer, systemHistory } from "#cli-bridge/protocol/system-answer.ts";
import { askProgram } from "#cli-bridge/run/ask-program.ts";
import { makeSystem, type SystemParts } from "#lib/server/system.ts";
import { openSamples } from "#lib/state/samples.ts";
import { makeMachineSampler } from "#lib/system/machine-sampler.ts";
import { makeNvidiaSmi, type StandInState } from "#tests/servers/gpu/make-nvidia-smi.ts";
import { openConsole } from "#tests/support/open-console.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const patience = { timeout: 15_000, interval: 20 };
const idle: StandInState = { gpus: [{ total: 24_000, used: 400, celsius: 40 }] };

async function systemWith(state: StandInState, parts: Partial<SystemParts> = {}) {
  const smi = await makeNvidiaSmi(await temporaryFolder(), state);
  const home = await temporaryFolder();
  const env = { PATH: [smi.folder, process.env.PATH].join(delimiter) };
  const told: NewActivity[] = [];
  const system = makeSystem({
    sampler: makeMachineSampler({
      ask: (argv, limitMs) => askProgram(argv, { env, limitMs }),
      roots: async () => [home, join(home, "..")],
    }),
    samples: openSamples(join(home, "samples.db")),
    limits: async () => ({ memoryPercent: 100, gpuCelsius: 85 }),
    servers: () => [],
    tellActivity: (event) => told.push(event),
    paceMs: { watched: 30, unwatched: 60_000 },
    ...parts,
  });
  onTestFinished(system.close);
  return { ...smi, system, told };
}

test("one answer tells all of the machine, each disk once", async () => {
  // Whoever asks within a pace is told of the same look.
  const { system } = await systemWith(idle, { paceMs: { watched: 60_000, unwatched: 60_000 } });
  const answer = systemAnswer.parse(await system.answer());
  expect(answer.gpus).toMatchObject([{ id: "GPU-0", celsius: 40, parts: [] }]);
  expect(answer.memory.totalBytes).toBeGreaterThan(0);
  expect(answer.disks).toHaveLength(1);
  expect(answer.disks[0]?.paths).toHaveLength(2);
  expect(await system.readMachine()).toMatchObject({
    gpus: [{ name: "NVIDIA H200" }],
    memory: answer.memory,
  });
});

test("3e a GPU that gets hot is told once, and stands in the answer until it has cooled", async () => {
  const { system, told, tell } = await systemWith(idle);
  const answers: number[] = [];
  const stop = system.watch(({ warnings }) => answers.push(warnings.length));
  await vi.waitFor(() => expect(answers).toContain(0), patience);
  await tell({ gpus: [{ total: 24_000, used: 400, celsius: 90 }] });
  await vi.waitFor(() => expect(answers.filter((count) => count === 1).length).toBeGreaterThan(2), patience);
  expect(told).toMatchObject([{ kind: "warning", says: "NVIDIA H200 is at 90 °C.", who: "elsewhere" }]);
  await tell(idle);
  await vi.waitFor(async () => expect((await system.answer()).warnings).toEqual([]), patience);
  stop();
});

test("who uses a GPU is found by the port that an ancestor of the process listens on", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  onTestFinished(() => void child.kill("SIGKILL"));
  const { port } = server.address() as AddressInfo;
  const ollama = {
    ...{ id: "ollama-1", name: "Ollama", url: `http://127.0.0.1:${port}/`, isLocal: true },
    loaded: [{ id: "qwen", model: "qwen", state: "ready" as const }],
  };
  const holders = [
    { gpu: 0, pid: child.pid ?? 0, mib: 1000 },
    { gpu: 0, pid: 1, mib: 500 },
  ];
  const { system } = await systemWith(
    { gpus: [{ total: 24_000, used: 1600 }], holders },
    { servers: () => [ollama] },
  );
  const { gpus } = await system.answer();
  expect(gpus[0]?.parts).toEqual([
    { backend: "ollama-1", name: "Ollama", models: ["qwen"], bytes: 1000 * 1024 ** 2 },
  ]);
});

test("the API tells the machine and its history, and refuses what is no time", async () => {
  const { ask } = await openConsole();
  const answer = systemAnswer.parse(await (await ask("/api/system")).json());
  expect(answer.limits).toEqual({ memoryPercent: 80, gpuCelsius: 85 });
  const from = Math.floor(Date.parse(answer.at) / 1000) - 60;
  const history = systemHistory.parse(await (await ask(`/api/system/history?from=${from}`)).json());
  expect(history.series.memory).toHaveLength(history.at.length);
  expect(history.at.length).toBeGreaterThan(0);
  expect((await ask("/api/system/history?from=yesterday")).status).toBe(400);
});
