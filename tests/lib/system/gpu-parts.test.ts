import { expect, test } from "vitest";
import { gpuPartsOf } from "#lib/system/gpu-parts.ts";

const GB = 1e9;
const gpu = (id: string, used: number) => ({
  id,
  name: id,
  vendor: "nvidia" as const,
  totalBytes: 80 * GB,
  usedBytes: used * GB,
});
const ollama = { id: "o", name: "Ollama" };
const qwen = { model: "qwen", bytes: 12 * GB, gpuBytes: 12 * GB };
const llama = { model: "llama", bytes: 40 * GB, gpuBytes: 40 * GB };

test("two models with a process each are told apart by their size, over all GPUs", () => {
  const parts = gpuPartsOf({
    gpus: [gpu("a", 60), gpu("b", 21)],
    holders: [
      { gpu: "a", pid: 1, bytes: 12 * GB },
      { gpu: "a", pid: 2, bytes: 20 * GB },
      { gpu: "b", pid: 2, bytes: 20 * GB },
      { gpu: "a", pid: 9, bytes: 25 * GB },
    ],
    owners: new Map([
      [1, "o"],
      [2, "o"],
    ]),
    users: [{ ...ollama, loaded: [qwen, llama] }],
  });
  const of = (models: string[], bytes: number) => ({
    backend: "o",
    name: "Ollama",
    models,
    bytes: bytes * GB,
  });
  expect(parts.get("a")).toEqual([of(["qwen"], 12), of(["llama"], 20)]);
  expect(parts.get("b")).toEqual([of(["llama"], 20)]);
});

test("several models in one process are told together", () => {
  const parts = gpuPartsOf({
    gpus: [gpu("a", 60)],
    holders: [{ gpu: "a", pid: 1, bytes: 55 * GB }],
    owners: new Map([[1, "o"]]),
    users: [{ ...ollama, loaded: [qwen, llama] }],
  });
  expect(parts.get("a")).toMatchObject([{ models: ["qwen", "llama"], bytes: 55 * GB }]);
});

test("where no process is listed, a server's own word counts, as far as there is something in use", () => {
  const parts = gpuPartsOf({
    gpus: [gpu("a", 30), gpu("b", 10)],
    holders: [],
    owners: new Map(),
    users: [
      {
        ...ollama,
        loaded: [
          { model: "qwen", gpuBytes: 20 * GB },
          { model: "huge", gpuBytes: 500 * GB },
        ],
      },
    ],
  });
  expect(parts.get("a")).toMatchObject([
    { models: ["qwen"], bytes: 15 * GB, isEstimate: true },
    { models: ["huge"], bytes: 15 * GB },
  ]);
  expect(parts.get("b")?.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(10 * GB);
});

test("what nobody known holds belongs to nobody", () => {
  const parts = gpuPartsOf({
    gpus: [gpu("a", 30)],
    holders: [{ gpu: "a", pid: 5, bytes: 30 * GB }],
    owners: new Map(),
    users: [],
  });
  expect(parts.get("a")).toEqual([]);
});
