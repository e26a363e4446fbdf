import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { findModels } from "#lib/registry/operations/find-models.ts";
import { applyMaintenance, planMaintenance } from "#lib/registry/operations/maintain.ts";
import { normalizeFormats } from "#lib/registry/operations/normalize-formats.ts";
import { rebuildFolders } from "#lib/registry/operations/rebuild-folders.ts";
import { scanRegistry } from "#lib/registry/operations/scan-registry.ts";
import { makeGgufModel } from "#tests/support/make-gguf.ts";
import { makeSafetensors } from "#tests/support/make-safetensors.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const assigned = { backend: "vllm", location: "linux_wsl", format: undefined };
const stored = (dtype: string) => makeSafetensors([["a", dtype, [4, 4]]]);
const quantised = (fileType: number, type: number) => makeGgufModel({ fileType, types: [type] });

async function models(files: Record<string, Buffer | string>) {
  const folder = await temporaryFolder();
  const [dir, base] = [join(folder, "registry"), join(folder, "weights")];
  await mkdir(dir);
  const put = async (path: string, bytes: Buffer | string) => {
    await mkdir(dirname(join(base, path)), { recursive: true });
    await writeFile(join(base, path), bytes);
  };
  for (const [path, bytes] of Object.entries(files)) await put(path, bytes);
  const scan = async (updateExisting = false) => {
    const found = await findModels([base]);
    const operation = scanRegistry(found, { ...assigned, updateExisting, includeTesting: true });
    await applyMaintenance(dir, { command: "scan", operation });
  };
  const rebuilding = async () => ({
    command: "rebuild",
    operation: rebuildFolders({
      ...{ found: await findModels([base]), bases: [base], assigned, includeTesting: true },
    }),
  });
  const normalizing = {
    command: "normalize-formats",
    operation: normalizeFormats({
      ...{ rebuild: true, correctCurated: false, pruneMissing: false, base: undefined, picked: {} },
      roots: [base],
    }),
  };
  const kept = async () => {
    const { entries } = await loadRegistry(dir);
    return Object.fromEntries(
      entries.map(({ path, metadata }) => [path?.slice(base.length + 1), metadata.detection]),
    );
  };
  return { dir, put, scan, rebuilding, normalizing, kept };
}

const said = (claim: string, from: string, file: string) => ({ claim, from, file });

test("a new entry keeps what told of its quantisation, in files named as its own are", async () => {
  const { dir, scan, normalizing, kept } = await models({
    "o/plain/model.safetensors": stored("BF16"),
    "o/plain/config.json": JSON.stringify({ architectures: ["LlamaForCausalLM"], torch_dtype: "float16" }),
    "o/two/m-Q4_0.gguf": quantised(2, 2),
    "o/two/Q8_0/m.gguf": quantised(7, 8),
    "o/dark/pytorch_model.bin": "x",
  });
  await scan();
  expect(await kept()).toEqual({
    "o/plain": {
      ...{ format: "safetensors", quantization: "bf16" },
      evidence: [said("bf16", "header", "model.safetensors"), said("fp16", "config", "config.json")],
    },
    "o/two/m-Q4_0.gguf": {
      ...{ format: "gguf", quantization: "q4_0" },
      evidence: [said("q4_0", "name", "m-Q4_0.gguf"), said("q4_0", "header", "m-Q4_0.gguf")],
    },
    "o/two/Q8_0": {
      ...{ format: "gguf", quantization: "q8_0" },
      evidence: [said("q8_0", "name", "m.gguf"), said("q8_0", "header", "m.gguf")],
    },
    "o/dark": undefined,
  });
  // What looks at one model by itself sees the same.
  expect((await planMaintenance(dir, normalizing)).changed).toEqual([]);
});

test("evidence goes with what it speaks for, whoever finds that out", async () => {
  for (const again of ["scan", "rebuild"]) {
    const { dir, put, scan, rebuilding, kept } = await models({ "o/m/model.safetensors": stored("F16") });
    await scan();
    await put("o/m/model.safetensors", stored("BF16"));
    if (again === "scan") await scan(true);
    else await applyMaintenance(dir, await rebuilding());
    expect(await kept()).toEqual({
      "o/m": {
        ...{ format: "safetensors", quantization: "bf16" },
        evidence: [said("bf16", "header", "model.safetensors")],
      },
    });
    expect((await planMaintenance(dir, await rebuilding())).changed).toEqual([]);
  }
});

test("an entry that is right already is not changed for its evidence alone", async () => {
  const { dir, scan, rebuilding, normalizing, kept } = await models({
    "o/m/model.safetensors": stored("F16"),
  });
  await scan();
  const file = join(dir, "model_registry.discovered.json");
  const { entries } = await loadRegistry(dir);
  const raw = structuredClone(entries[0]?.raw ?? {}) as { metadata: { detection?: unknown } };
  delete raw.metadata.detection;
  await writeFile(file, JSON.stringify([raw]));
  await scan(true);
  expect((await planMaintenance(dir, await rebuilding())).changed).toEqual([]);
  expect((await planMaintenance(dir, normalizing)).changed).toEqual([]);
  expect(await kept()).toEqual({ "o/m": undefined });
});

test("a word that a person wrote stays, and what the files say is kept beside it, once", async () => {
  const { dir, scan, rebuilding, kept } = await models({ "o/m/model.safetensors": stored("F16") });
  await scan();
  const { entries } = await loadRegistry(dir);
  const curated = [{ name: entries[0]?.name, backend: "vllm", quantization: "int8" }];
  await writeFile(join(dir, "model_registry.curated.json"), JSON.stringify(curated));
  await applyMaintenance(dir, await rebuilding());
  expect((await planMaintenance(dir, await rebuilding())).changed).toEqual([]);
  expect((await loadRegistry(dir)).entries[0]?.quantization).toBe("int8");
  expect(await kept()).toMatchObject({ "o/m": { quantization: "fp16" } });
});
