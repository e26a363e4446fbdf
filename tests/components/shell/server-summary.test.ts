import { expect, test } from "vitest";
import type { BackendAnswer, LoadedModel } from "#cli-bridge/protocol/backend-answer.ts";
import type { GpuReading } from "#cli-bridge/protocol/system-answer.ts";
import { withNews, withOtherModels } from "#components/shell/live-backends.ts";
import { toBackendItems } from "#components/shell/palette-sources.ts";
import { toServerSummary } from "#components/shell/server-summary.ts";

const model = (id: string, bytes?: number, gpuBytes?: number): LoadedModel => ({
  ...{ id, model: id, state: "ready" },
  ...(bytes !== undefined && { bytes }),
  ...(gpuBytes !== undefined && { gpuBytes }),
});

const backend = (id: string, more: Partial<BackendAnswer> = {}): BackendAnswer => ({
  ...{ id, name: id, kind: "ollama", url: "http://127.0.0.1:1", from: "saved", tags: [], hasToken: false },
  ...{ isLocal: true, state: "healthy", latencies: [], circuit: { state: "closed", failures: 0 } },
  ...{ loaded: [], capabilities: ["load", "unload"], endpoints: {} },
  ...more,
});

const gpu: GpuReading = { id: "0", name: "GPU", vendor: "nvidia", totalBytes: 24e9 };
const machine = { gpus: [{ ...gpu, parts: [] }] };

test("0.14 the summary tells how many models run and what they take of the GPUs of this machine", () => {
  const here = backend("a", { loaded: [model("m", 8e9, 6e9), model("n", 3.1e9, 3.1e9)] });
  expect(toServerSummary([here], machine)).toBe("2 running · 9.1 GB of 24 GB");
});

test("8c the sums are over all servers, and the memory of another machine is not this one's", () => {
  const here = backend("a", { loaded: [model("m", 6e9)] });
  const away = backend("b", { isLocal: false, loaded: [model("m", 40e9)] });
  expect(toServerSummary([here, away], { gpus: [] })).toBe("2 running · 6 GB");
  expect(toServerSummary([away], machine)).toBe("1 running");
  expect(toServerSummary([backend("a")], machine)).toBeUndefined();
});

test("0.14 what is not running yet is not counted, and a sum that is not sure says so", () => {
  const ready = model("m", 6e9);
  const loading: LoadedModel = { ...model("n", 3e9), state: "loading" };
  const guess: LoadedModel = { ...model("o", 1e9), isEstimate: true };
  const summaryOf = (...loaded: LoadedModel[]) => toServerSummary([backend("a", { loaded })], machine);
  expect(summaryOf(ready, loading)).toBe("1 running · 6 GB of 24 GB");
  expect(summaryOf(loading)).toBeUndefined();
  expect(summaryOf(ready, guess)).toBe("2 running · about 7 GB of 24 GB");
  expect(summaryOf(ready, guess, model("p"))).toBe("3 running · at least about 7 GB of 24 GB");
});

test("news of servers change what is known of them and leave the rest in its place", () => {
  const known = { backends: [backend("a"), backend("b"), backend("c")] };
  const news = [backend("b", { state: "offline" }), { id: "a", gone: true } as const, backend("d")];
  const after = withNews(known, news).backends;
  expect(after.map(({ id, state }) => `${id} ${state}`)).toEqual(["b offline", "c healthy", "d healthy"]);
});

test("only a server that holds or offers something else has other models", () => {
  const known = { backends: [backend("a", { models: 2 }), backend("b", { models: 2 })] };
  const news = [
    backend("a", { models: 2, latencyMs: 9 }),
    backend("b", { models: 2, loaded: [model("m")] }),
    backend("c"),
  ];
  expect(withOtherModels(known, news)).toEqual(["b", "c"]);
});

test("0.15 the palette leads to each server, and to stopping what it holds", () => {
  const items = toBackendItems([backend("a", { loaded: [model("m:1b", 1e9)] })]);
  expect(items.map(({ label, hint }) => [label, hint])).toEqual([
    ["a", "Healthy"],
    ["Load a model", "on a"],
    ["Stop m:1b", "on a · 1 GB"],
  ]);
  expect(items[2]?.href).toBe("/commands/backend-unload?models=m%3A1b&backend=a");
  expect(toBackendItems([backend("v", { capabilities: [], loaded: [model("m")] })])).toHaveLength(1);
});
