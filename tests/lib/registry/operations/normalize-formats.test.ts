import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { applyMaintenance, planMaintenance } from "#lib/registry/operations/maintain.ts";
import { normalizeFormats } from "#lib/registry/operations/normalize-formats.ts";
import { makeGgufModel } from "#tests/support/make-gguf.ts";
import { makeFolder } from "#tests/support/make-model.ts";
import { makeSafetensors } from "#tests/support/make-safetensors.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const weights = makeSafetensors([["a", "BF16", [4, 4]]]);
const config = { architectures: ["LlamaForCausalLM"], model_type: "llama", torch_dtype: "bfloat16" };

type Wanted = Partial<Parameters<typeof normalizeFormats>[0]>;

async function place(entries: object[], curated?: object[]) {
  const folder = await temporaryFolder();
  const [dir, root] = [join(folder, "registry"), join(folder, "weights")];
  await mkdir(dir);
  await mkdir(root);
  const write = (layer: string, elements: object[]) =>
    writeFile(join(dir, `model_registry.${layer}.json`), JSON.stringify(elements));
  const at = (elements: object[]) => JSON.parse(JSON.stringify(elements).replaceAll("ROOT", root));
  await write("discovered", at(entries));
  if (curated) await write("curated", at(curated));
  const maintaining = (wanted: Wanted = {}) => ({
    command: "normalize-formats",
    operation: normalizeFormats({
      ...{ rebuild: false, correctCurated: false, pruneMissing: false, base: undefined, picked: {} },
      roots: [root],
      ...wanted,
    }),
  });
  const plan = (wanted?: Wanted) => planMaintenance(dir, maintaining(wanted));
  const apply = (wanted?: Wanted, id?: string) => applyMaintenance(dir, maintaining(wanted), id);
  const layer = async (name: string): Promise<Record<string, unknown>[]> =>
    JSON.parse(await readFile(join(dir, `model_registry.${name}.json`), "utf8"));
  return { dir, root, plan, apply, layer };
}

const entry = (name: string, path: string | null, more: object = {}) => ({
  ...{ name, backend: "vllm", download_path: path, ...more },
});

test("format and quantisation become what the headers say, and the evidence is kept", async () => {
  const { root, plan, apply, layer } = await place([
    entry("a", "ROOT/o/model-awq", { quantization: "awq", download_format: "safetensors" }),
    entry("b", "ROOT/o/b/b.gguf", { quantization: null }),
    entry("same", "ROOT/o/same", { quantization: "bf16", download_format: "safetensors" }),
  ]);
  await makeFolder(root, {
    "o/model-awq/model.safetensors": weights,
    "o/model-awq/config.json": config,
    "o/b/b.gguf": makeGgufModel({ fileType: 14, types: [12, 12] }),
    "o/same/model.safetensors": weights,
  });
  const seen = await plan();
  expect(seen.changed.map(({ name }) => name)).toEqual(["a", "b"]);
  await apply({}, seen.id);
  const [a, b] = await layer("discovered");
  expect(a).toMatchObject({ quantization: "bf16", download_format: "safetensors" });
  expect(a?.metadata).toMatchObject({
    detection: {
      quantization: "bf16",
      evidence: expect.arrayContaining([{ claim: "bf16", from: "header", file: "model.safetensors" }]),
    },
  });
  expect(b).toMatchObject({ quantization: "q4_k_s", download_format: "gguf" });
  expect((await plan()).changed).toEqual([]);
});

test("a name alone fills a blank and corrects nothing, and a finer word stays", async () => {
  const { root, plan } = await place([
    entry("blank", "ROOT/o/x-fp16", { quantization: null, download_format: "pytorch" }),
    entry("said", "ROOT/o/y-fp16", { quantization: "int8", download_format: "pytorch" }),
    entry("finer", "ROOT/o/z", { quantization: "awq-w4g128", download_format: "safetensors" }),
  ]);
  await makeFolder(root, {
    "o/x-fp16/pytorch_model.bin": "x",
    "o/y-fp16/pytorch_model.bin": "x",
    "o/z/model.safetensors": makeSafetensors([["l.qweight", "I32", [4, 4]]]),
    "o/z/config.json": { ...config, quantization_config: { quant_method: "awq", bits: 4 } },
  });
  expect((await plan()).changed.map(({ name }) => name)).toEqual(["blank"]);
});

test("a quantisation written by hand stays, and is told, until correcting it is asked for", async () => {
  const { root, plan, apply, layer } = await place(
    [entry("a", "ROOT/o/a", { quantization: "awq", download_format: "safetensors" })],
    [{ name: "a", backend: "vllm", quantization: "awq" }],
  );
  await makeFolder(root, { "o/a/model.safetensors": weights });
  const kept = await plan();
  expect(kept.changed).toEqual([]);
  expect(kept.spared).toEqual([{ name: "a", why: "written", wrote: "awq", are: "bf16" }]);
  await apply({ correctCurated: true });
  expect((await layer("curated"))[0]).toMatchObject({ quantization: "bf16" });
  expect(await plan()).not.toHaveProperty("spared");
});

test("what the files say is no word of a person, though a person wrote others of the entry", async () => {
  const { root, plan, apply, layer } = await place(
    [entry("a", "ROOT/o/a", { quantization: null, metadata: { origin: "scan" } })],
    [{ name: "a", backend: "vllm", roles: ["chat"], metadata: { notes: "mine" } }],
  );
  await makeFolder(root, { "o/a/model.safetensors": weights, "o/a/config.json": config });
  const written = await layer("curated");
  await apply({ rebuild: true });
  expect(await layer("curated")).toEqual(written);
  const [found] = await layer("discovered");
  expect(found).toMatchObject({ quantization: "bf16", metadata: { origin: "scan", detection: {} } });
  expect(found?.metadata).not.toHaveProperty("notes");
  await makeFolder(root, { "o/a/model.safetensors": makeSafetensors([["a", "F16", [4, 4]]]) });
  const seen = await plan();
  expect(seen.warnings).toEqual([]);
  expect(seen.changed[0]?.changes).toContainEqual({ field: "quantization", before: "bf16", after: "fp16" });
});

test("a rebuild writes files by relative path, size, checksum and what the files can do", async () => {
  const { root, plan, apply, layer } = await place([
    entry("a", "ROOT/o/a", {
      ...{ quantization: "bf16", download_format: "safetensors", download_files: ["model.safetensors"] },
      capabilities: { text: true, vision: true },
    }),
    entry("olla", "ollama://qwen:7b", {
      ...{ backend: "ollama", capabilities: { vision: true } },
      metadata: { ollama_capabilities: ["completion", "tools"] },
    }),
  ]);
  await makeFolder(root, { "o/a/sub/model.safetensors": weights, "o/a/config.json": config });
  expect((await plan()).changed).toEqual([]);
  await apply({ rebuild: true });
  const [a, olla] = await layer("discovered");
  expect(a).toMatchObject({
    download_files: ["config.json", "sub/model.safetensors"],
    download_size_bytes: weights.length + JSON.stringify(config).length,
    download_directory_checksum: expect.stringMatching(/^[0-9a-f]{16}$/),
    capabilities: { text: true, chat: true, vision: false, vl: false },
  });
  expect(a?.capabilities).not.toHaveProperty("tools");
  expect(olla?.capabilities).toMatchObject({ vision: false, tools: true, thinking: false });
  expect((await plan({ rebuild: true })).changed).toEqual([]);
});

test("what is gone is removed only when asked, and never Ollama's or what may be out of reach", async () => {
  const { root, plan } = await place([
    entry("gone", "ROOT/o/gone"),
    entry("olla", "ollama:/x", { backend: "ollama" }),
    entry("away", "/mnt/no-such-disk-here/o/m"),
    entry("locked", "ROOT/o/other", { version_lock: { locked: true } }),
    entry("logical", null),
  ]);
  await makeFolder(root, { "o/there/model.safetensors": weights });
  expect((await plan()).removed).toEqual([]);
  const seen = await plan({ pruneMissing: true });
  expect(seen.removed.map(({ name }) => name)).toEqual(["gone"]);
  expect(seen.warnings.some((each) => each.startsWith("away stays: "))).toBe(true);
  expect(seen.spared).toEqual([{ name: "locked", why: "locked" }]);
  await rm(root, { recursive: true });
  const unmounted = await plan({ pruneMissing: true });
  expect(unmounted.removed).toEqual([]);
  expect(unmounted.warnings.filter((each) => each.includes("not mounted"))).toHaveLength(3);
});

test("a base narrows what is looked at, and one that is not there is refused", async () => {
  const { root, plan } = await place([entry("a", "ROOT/one/a"), entry("b", "ROOT/onetwo/b")]);
  await makeFolder(root, { "one/a/model.safetensors": weights, "onetwo/b/model.safetensors": weights });
  expect((await plan({ base: join(root, "one") })).changed.map(({ name }) => name)).toEqual(["a"]);
  await expect(plan({ base: join(root, "none") })).rejects.toThrow("Base path does not exist");
});

test("of a folder of several quantisations the recorded one stays, or it is said that there are several", async () => {
  const { root, plan } = await place([
    entry("a", "ROOT/o/a", { quantization: "q8_0", download_format: "gguf" }),
    entry("b", "ROOT/o/a", { quantization: "q2_k", download_format: "gguf" }),
  ]);
  await makeFolder(root, {
    "o/a/m-Q4_K_M.gguf": makeGgufModel({ fileType: 15, types: [12] }),
    "o/a/m-Q8_0.gguf": makeGgufModel({ fileType: 7, types: [8] }),
  });
  const seen = await plan();
  expect(seen.changed).toEqual([]);
  expect(seen.warnings).toEqual(["b: its folder holds several quantisations (q4_k_m, q8_0)."]);
});
