import type { BackendAnswer } from "#cli-bridge/protocol/backend-answer.ts";
import type { SystemAnswer } from "#cli-bridge/protocol/system-answer.ts";
import type { Runner } from "#cli-bridge/run/make-runner.ts";
import type { ServerMetrics } from "#lib/backends/adapter.ts";
import { countRuns } from "./count-runs.ts";
import { type Figure, toPrometheusText } from "./prometheus-text.ts";

type Sources = {
  runner: Pick<Runner, "list" | "onChange">;
  backends: {
    seen: () => readonly BackendAnswer[];
    counters: () => Promise<ReadonlyMap<string, ServerMetrics>>;
  };
  system: { answer: () => Promise<SystemAnswer> };
  version: string;
};

/** Everything that is known as figures. Counters begin with the console. However many ask at once, servers are asked once. */
export function makeMetrics({ runner, backends, system, version }: Sources): () => Promise<string> {
  const counted = countRuns(runner);
  let going: Promise<string> | undefined;
  const read = async () => {
    const servers = backends.seen();
    const [machine, counters, live] = await Promise.all([
      system.answer(),
      backends.counters(),
      runner.list({ live: "all" }),
    ]);
    const going = [...Map.groupBy(live, ({ lane, state }) => `${lane} ${state}`)].map(([key, runs]) => {
      const [lane = "", state = ""] = key.split(" ");
      return { labels: { lane, state }, value: runs.length };
    });
    return toPrometheusText([
      gauge("info", "The version of the console.", [{ labels: { version }, value: 1 }]),
      counter("runs_total", "Runs that have ended.", counted.runs()),
      gauge("runs", "Runs that go or wait.", going),
      counter("downloaded_bytes_total", "Bytes that downloads have brought.", [{ value: counted.bytes() }]),
      ...serverMetrics(servers),
      ...counterMetrics(servers, counters),
      ...machineMetrics(machine),
      ...gpuMetrics(machine),
    ]);
  };
  return () => {
    going ??= read().finally(() => {
      going = undefined;
    });
    return going;
  };
}

const gauge = (name: string, help: string, figures: readonly Figure[]) => ({
  ...({ name: `modeldeck_${name}`, type: "gauge", help, figures } as const),
});
const counter = (name: string, help: string, figures: readonly Figure[]) => ({
  ...gauge(name, help, figures),
  type: "counter" as const,
});

const labelsOf = ({ id, name, kind }: BackendAnswer) => ({ id, name, kind });
const sumOf = (values: readonly (number | undefined)[]) =>
  values.reduce<number>((sum, value) => sum + (value ?? 0), 0);

function serverMetrics(servers: readonly BackendAnswer[]) {
  const each = (name: string, help: string, read: (server: BackendAnswer) => number | undefined) =>
    gauge(
      `backend_${name}`,
      help,
      servers.map((server) => ({ labels: labelsOf(server), value: read(server) })),
    );
  return [
    each("up", "Whether a server is well.", ({ state }) => Number(state === "healthy")),
    each("latency_seconds", "How long its last answer took.", ({ latencyMs }) =>
      latencyMs === undefined ? undefined : latencyMs / 1000,
    ),
    each("models", "Models that it could serve.", ({ models }) => models),
    each("loaded_models", "Models in its memory.", ({ loaded }) => loaded.length),
    each("loaded_bytes", "Memory that its models take.", ({ loaded }) =>
      sumOf(loaded.map(({ bytes }) => bytes)),
    ),
    each("loaded_gpu_bytes", "Memory of GPUs that its models take.", ({ loaded }) =>
      sumOf(loaded.map(({ gpuBytes }) => gpuBytes)),
    ),
  ];
}

/** By the servers' own counters, where they keep any. */
function counterMetrics(servers: readonly BackendAnswer[], counters: ReadonlyMap<string, ServerMetrics>) {
  const figures = (read: (told: ServerMetrics) => number | undefined) =>
    servers.flatMap((server) => {
      const told = counters.get(server.id);
      return told ? [{ labels: labelsOf(server), value: read(told) }] : [];
    });
  return [
    gauge(
      "backend_requests_running",
      "Requests that it answers now.",
      figures(({ running }) => running),
    ),
    gauge(
      "backend_requests_waiting",
      "Requests that wait.",
      figures(({ waiting }) => waiting),
    ),
    counter(
      "backend_prompt_tokens_total",
      "Tokens that it has read.",
      figures(({ promptTokens }) => promptTokens),
    ),
    counter(
      "backend_generated_tokens_total",
      "Tokens that it has said.",
      figures(({ generatedTokens }) => generatedTokens),
    ),
  ];
}

function machineMetrics({ cpu, memory, swap, disks }: SystemAnswer) {
  const one = (value: number | undefined) => [{ value }];
  const byPath = (read: (disk: SystemAnswer["disks"][number]) => number) =>
    disks.map((disk) => ({ labels: { path: disk.paths[0] ?? "" }, value: read(disk) }));
  return [
    gauge("cpu_use_ratio", "How busy the processors are.", one(cpu.use)),
    gauge("memory_total_bytes", "Memory of this machine.", one(memory.totalBytes)),
    gauge("memory_free_bytes", "Memory that is free.", one(memory.freeBytes)),
    gauge("swap_used_bytes", "Memory that was put on a disk.", one(swap.totalBytes - swap.freeBytes)),
    gauge(
      "disk_total_bytes",
      "Room of a disk that holds models.",
      byPath(({ totalBytes }) => totalBytes),
    ),
    gauge(
      "disk_free_bytes",
      "Room that it has left.",
      byPath(({ freeBytes }) => freeBytes),
    ),
  ];
}

type Gpu = SystemAnswer["gpus"][number];

function gpuMetrics({ gpus }: SystemAnswer) {
  const each = (name: string, help: string, read: (gpu: Gpu) => number | undefined) =>
    gauge(
      `gpu_${name}`,
      help,
      gpus.map((gpu) => ({ labels: { id: gpu.id, name: gpu.name }, value: read(gpu) })),
    );
  return [
    each("use_ratio", "How busy a GPU is.", ({ use }) => use),
    each("memory_total_bytes", "Its memory.", ({ totalBytes }) => totalBytes),
    each("memory_used_bytes", "Its memory that is taken.", ({ usedBytes }) => usedBytes),
    each("temperature_celsius", "How warm it is.", ({ celsius }) => celsius),
    each("power_watts", "What it draws.", ({ watts }) => watts),
  ];
}
