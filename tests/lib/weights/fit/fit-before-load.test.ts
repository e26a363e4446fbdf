import { expect, test } from "vitest";
import type { MachineNow } from "#cli-bridge/protocol/machine-now.ts";
import { fitBeforeLoad } from "#lib/weights/fit/fit-before-load.ts";

const GB = 1e9;
const modelOf = (gigabytes: number) => ({
  ...{ weightBytes: gigabytes * GB, shape: undefined, context: 4096 },
  ...({ kvType: "f16", engine: "ollama" } as const),
});

function machineOf({ ram, free }: { ram: number; free: readonly number[] }): MachineNow {
  return {
    ...{ at: "2026-11-21T10:00:00.000Z", unified: false, notes: [] },
    memory: { totalBytes: 64 * GB, freeBytes: ram * GB },
    gpus: free.map((each) => ({ name: "GPU", totalBytes: 24 * GB, freeBytes: each * GB })),
  };
}

const held = (id: string, gigabytes: number, gpu = gigabytes) => ({
  id,
  ...{ bytes: gigabytes * GB, gpuBytes: gpu * GB },
});

test("what fits beside the others asks for nothing", () => {
  const fit = fitBeforeLoad({
    model: modelOf(8),
    loaded: [held("qwen", 10)],
    machine: machineOf({ ram: 40, free: [14] }),
  });
  expect(fit).toMatchObject({ class: "fits-gpu", free: 14 * GB });
  expect(fit).not.toHaveProperty("unload");
});

test("what does not fit names the smallest model that makes room", () => {
  const loaded = [held("large", 12), held("small", 6), held("tiny", 1)];
  const fit = fitBeforeLoad({ model: modelOf(8), loaded, machine: machineOf({ ram: 2, free: [5] }) });
  expect(fit.class).toBe("too-big");
  expect(fit.unload).toEqual({ ids: ["small"], class: "fits-gpu" });
});

test("two go only where none alone is enough", () => {
  const loaded = [held("one", 9), held("other", 9), held("tiny", 1)];
  const fit = fitBeforeLoad({ model: modelOf(18), loaded, machine: machineOf({ ram: 2, free: [4] }) });
  expect(fit.unload).toEqual({ ids: ["one", "other"], class: "fits-gpu" });
});

test("a model that would be split is told what makes room for all of it", () => {
  const fit = fitBeforeLoad({
    model: modelOf(16),
    loaded: [held("qwen", 10)],
    machine: machineOf({ ram: 40, free: [12] }),
  });
  expect(fit).toMatchObject({ class: "partial-gpu", unload: { ids: ["qwen"], class: "fits-gpu" } });
});

test("nobody is to be unloaded in vain", () => {
  const loaded = [held("qwen", 10), { id: "unknown" }];
  const fit = fitBeforeLoad({ model: modelOf(400), loaded, machine: machineOf({ ram: 2, free: [12] }) });
  expect(fit.class).toBe("too-big");
  expect(fit).not.toHaveProperty("unload");
});

test("without a GPU it is the memory of the processor that they give back", () => {
  const loaded = [held("qwen", 20, 0), held("llama", 30, 0)];
  const fit = fitBeforeLoad({ model: modelOf(12), loaded, machine: machineOf({ ram: 4, free: [] }) });
  expect(fit.unload).toEqual({ ids: ["qwen"], class: "fits-ram" });
});

test("of very many the largest go first", () => {
  const loaded = Array.from({ length: 20 }, (_, at) => held(`model-${at}`, 1));
  const fit = fitBeforeLoad({ model: modelOf(10), loaded, machine: machineOf({ ram: 2, free: [2] }) });
  expect(fit.unload?.ids.length).toBeGreaterThan(8);
  expect(fit.unload?.ids.length).toBeLessThan(13);
});
