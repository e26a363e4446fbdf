import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { BackendAnswer } from "#cli-bridge/protocol/backend-answer.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import type { SystemAnswer } from "#cli-bridge/protocol/system-answer.ts";
import { makeMetrics } from "#lib/server/metrics.ts";
import { openConsole } from "#tests/support/open-console.ts";

const server: BackendAnswer = {
  ...{
    id: "vllm-1",
    name: 'The "big"\none',
    kind: "vllm",
    url: "http://127.0.0.1:1",
    from: "saved",
    tags: [],
  },
  ...{ hasToken: false, isLocal: true, state: "healthy", latencyMs: 12, latencies: [12], models: 3 },
  circuit: { state: "closed", failures: 0 },
  loaded: [{ id: "m", model: "m", state: "ready", bytes: 7, gpuBytes: 5 }],
  ...{ capabilities: ["metrics"], endpoints: {} },
};

const room = { totalBytes: 100, freeBytes: 40 };
const machine: SystemAnswer = {
  at: "2026-11-21T00:00:00.000Z",
  cpu: { name: "CPU", use: 0.5, cores: [], load: [] },
  ...{ memory: room, swap: room, disks: [{ paths: ["/models"], ...room }], notes: [], warnings: [] },
  gpus: [
    {
      ...{ id: "0", name: "GPU", vendor: "nvidia", totalBytes: 24, usedBytes: 9, use: 0.9, celsius: 61 },
      ...{ watts: 200, parts: [] },
    },
  ],
  limits: { memoryPercent: 80, gpuCelsius: 85 },
};

const run = (id: string, lane: RunRecord["lane"], code?: number): RunRecord => ({
  ...{ id, lane, command: "x", input: {}, dialect: "modeldeck", argv: [], shell: "", effect: "changes" },
  ...{ state: code === undefined ? "running" : "ended", createdAt: machine.at, lines: 0 },
  ...(code !== undefined && {
    outcome: { kind: "exited", code, endedAt: machine.at, durationMs: 1 },
    progress: {
      phase: "fetch",
      unit: "bytes",
      done: 40_000,
      ...(lane === "downloads" && { fetchedBytes: 1000 }),
    },
  }),
});

function makeSources() {
  let tell: (record: RunRecord) => void = () => undefined;
  let asked = 0;
  const counters = { running: 1, waiting: 2, promptTokens: 30, generatedTokens: 40 };
  const ask = makeMetrics({
    runner: {
      onChange: (listener) => {
        tell = listener;
        return () => undefined;
      },
      list: async () => [run("9", "downloads")],
    },
    backends: {
      seen: () => [server],
      counters: async () => {
        asked++;
        return new Map([["vllm-1", counters]]);
      },
    },
    system: { answer: async () => machine },
    version: "1.0.0",
  });
  return { ask, asked: () => asked, tell: (record: RunRecord) => tell(record) };
}

test("figures are told as Prometheus reads them, with names that cannot break a line", async () => {
  const { ask, tell } = makeSources();
  tell(run("1", "downloads", 0));
  tell(run("1", "downloads", 0));
  tell(run("2", "registry", 1));
  const lines = (await ask()).split("\n");
  expect(lines).toEqual(
    expect.arrayContaining([
      "# TYPE modeldeck_runs_total counter",
      'modeldeck_runs_total{lane="downloads",end="succeeded"} 1',
      'modeldeck_runs_total{lane="registry",end="failed"} 1',
      'modeldeck_runs{lane="downloads",state="running"} 1',
      "modeldeck_downloaded_bytes_total 1000",
      'modeldeck_backend_up{id="vllm-1",name="The \\"big\\"\\none",kind="vllm"} 1',
      'modeldeck_backend_generated_tokens_total{id="vllm-1",name="The \\"big\\"\\none",kind="vllm"} 40',
      'modeldeck_gpu_memory_used_bytes{id="0",name="GPU"} 9',
    ]),
  );
  const pattern = /^(# (HELP|TYPE) \w+ .+|\w+(\{(\w+="([^"\\]|\\.)*",?)+\})? -?[\d.e+-]+)?$/;
  expect(lines.filter((line) => !pattern.test(line))).toEqual([]);
});

test("however many read figures at once, servers are asked once", async () => {
  const { ask, asked } = makeSources();
  await Promise.all(Array.from({ length: 50 }, ask));
  expect(asked()).toBe(1);
  await ask();
  expect(asked()).toBe(2);
});

test("every figure that the dashboard shows is told", async () => {
  const { ask, tell } = makeSources();
  tell(run("1", "downloads", 0));
  const told = new Set((await ask()).match(/^modeldeck_\w+/gm));
  const dashboard = readFileSync(new URL("../../../docs/grafana-dashboard.json", import.meta.url), "utf8");
  const shown = new Set(dashboard.match(/modeldeck_\w+/g));
  expect(shown.size).toBeGreaterThan(20);
  expect([...shown].filter((name) => !told.has(name))).toEqual([]);
});

test("a console that knows of no server and no GPU tells of the machine all the same", async () => {
  const { ask } = await openConsole();
  const answer = await ask("/metrics");
  expect(answer.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  const text = await answer.text();
  expect(text).toMatch(/^modeldeck_memory_total_bytes \d+$/m);
  expect(text).not.toContain("undefined");
});
