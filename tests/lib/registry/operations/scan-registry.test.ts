import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { findModels } from "#lib/registry/operations/find-models.ts";
import { applyMaintenance, planMaintenance } from "#lib/registry/operations/maintain.ts";
import { refreshArchitecture } from "#lib/registry/operations/refresh-architecture.ts";
import { type ScanWanted, scanRegistry } from "#lib/registry/operations/scan-registry.ts";
import { GgufWriter, makeGgufModel } from "#tests/support/make-gguf.ts";
import { makeSafetensors } from "#tests/support/make-safetensors.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const wanted: ScanWanted = {
  backend: "vllm",
  location: "linux_wsl",
  format: undefined,
  updateExisting: false,
  includeTesting: false,
};

async function makeFolders(files: Record<string, Buffer | string>) {
  const folder = await temporaryFolder();
  const dir = join(folder, "registry");
  const base = join(folder, "weights");
  await mkdir(dir);
  await mkdir(base);
  for (const [path, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(base, path)), { recursive: true });
    await writeFile(join(base, path), bytes);
  }
  return { dir, base };
}

const quantised = (fileType: number, type: number) => makeGgufModel({ fileType, types: [type] });
const weights = makeSafetensors([["a", "F16", [2, 2]]]);

async function namesAfterScan(dir: string, base: string, more: Partial<ScanWanted> = {}) {
  const found = await findModels([base]);
  const operation = scanRegistry(found, { ...wanted, ...more });
  await applyMaintenance(dir, { command: "scan", operation });
  const { entries } = await loadRegistry(dir);
  return Object.fromEntries(entries.map(({ name, path }) => [name, path?.slice(base.length + 1)]));
}

test("each quantisation of a folder is an entry, shards of one stay together", async () => {
  const { dir, base } = await makeFolders({
    "o/m-GGUF/m-Q8_0.gguf": quantised(7, 8),
    "o/m-GGUF/Q4_0/m-Q4_0-00001-of-00002.gguf": quantised(2, 2),
    "o/m-GGUF/Q4_0/m-Q4_0-00002-of-00002.gguf": quantised(2, 2),
  });
  expect(await namesAfterScan(dir, base)).toEqual({
    "m_(Q8_0)": "o/m-GGUF/m-Q8_0.gguf",
    "m_(Q4_0)": "o/m-GGUF/Q4_0",
  });
});

const layers = (count: number) => new GgufWriter().number("llama.block_count", count);

test("the figures of each quantisation are its own, so that a refresh finds nothing to change", async () => {
  const { dir, base } = await makeFolders({
    "o/m-GGUF/m-Q4_0.gguf": makeGgufModel({ fileType: 2, types: [2], keys: [layers(2)] }),
    "o/m-GGUF/m-Q8_0.gguf": makeGgufModel({ fileType: 7, types: [8], keys: [layers(3)] }),
  });
  await namesAfterScan(dir, base);
  const metrics = { file: join(base, "none"), isNamed: false };
  const operation = refreshArchitecture({ limit: undefined, metrics, picked: {} });
  const { changed } = await planMaintenance(dir, { command: "refresh-architecture", operation });
  expect(changed).toEqual([]);
});

test("names do not depend on the order in which folders are come upon, nor on how often", async () => {
  const { dir, base } = await makeFolders({
    "b/m/model.safetensors": weights,
    "a/m/model.safetensors": weights,
    "c/m/model.safetensors": weights,
  });
  const names = await namesAfterScan(dir, base);
  expect(names).toEqual({ "m_(FP16)": "a/m", "m_(FP16)__b": "b/m", "m_(FP16)__c": "c/m" });
  expect(await namesAfterScan(dir, base, { updateExisting: true })).toEqual(names);
});

test("a new entry says of text what its files say, and nothing where they say nothing", async () => {
  const config = (name: string) => JSON.stringify({ architectures: [name] });
  const { dir, base } = await makeFolders({
    "o/bge/model.safetensors": weights,
    "o/bge/config.json": config("XLMRobertaModel"),
    "o/dark/model.safetensors": weights,
    "o/llama/model.safetensors": weights,
    "o/llama/config.json": config("LlamaForCausalLM"),
  });
  await namesAfterScan(dir, base);
  const { entries } = await loadRegistry(dir);
  const said = entries.map(({ path, raw }) => [path?.slice(base.length + 3), raw.capabilities]);
  expect(said).toEqual([
    ["bge", expect.objectContaining({ text: false, chat: false, embedding: true })],
    ["dark", expect.not.objectContaining({ text: expect.anything() })],
    ["llama", expect.objectContaining({ text: true, chat: true, embedding: false })],
  ]);
});

test("a plan of a scan is the same plan a moment later", async () => {
  const { dir, base } = await makeFolders({ "o/m/model.safetensors": weights });
  const plan = async () => {
    const operation = scanRegistry(await findModels([base]), wanted);
    return planMaintenance(dir, { command: "scan", operation });
  };
  expect((await plan()).id).toBe((await plan()).id);
});

test("what cannot be read is a warning of the plan, and the rest is found", async () => {
  const { dir, base } = await makeFolders({ "o/m/model.safetensors": weights });
  await symlink("/", join(base, "out"));
  const found = await findModels([base]);
  const plan = await planMaintenance(dir, { command: "scan", operation: scanRegistry(found, wanted) });
  expect(plan.added).toHaveLength(1);
  expect(found.models.map(({ path }) => path)).toEqual([join(base, "o/m")]);
});

test("a model let in although it is a demo is marked as one", async () => {
  const { dir, base } = await makeFolders({ "o/demo-model/model.safetensors": weights });
  expect(await namesAfterScan(dir, base)).toEqual({});
  await namesAfterScan(dir, base, { includeTesting: true });
  const { entries } = await loadRegistry(dir);
  expect(entries).toMatchObject([{ testing: true, metadata: { testing: true } }]);
});

test("a model that is left out for its name is named, with the way to take it in", async () => {
  const { dir, base } = await makeFolders({
    "owner/R-4B/model.safetensors": weights,
    "owner/plain-7b/model.safetensors": weights,
  });
  const found = await findModels([base]);
  const plan = await planMaintenance(dir, { command: "scan", operation: scanRegistry(found, wanted) });
  expect(plan.added.map(({ name }) => name)).toEqual(["plain-7b_(FP16)"]);
  expect(plan.warnings).toEqual([
    `${join(base, "owner/R-4B")} gets no entry: its name is that of a test or demo. --include-testing takes it in.`,
  ]);
});
