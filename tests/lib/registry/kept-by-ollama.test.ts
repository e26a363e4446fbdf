import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { expect, test } from "vitest";
import { toEntry } from "#lib/registry/entry.ts";
import { installedOnce, isInstalled, presenceOnce } from "#lib/registry/is-installed.ts";
import { isKeptByOllama, keptByOllamaOnce } from "#lib/registry/kept-by-ollama.ts";
import { findEntry, loadRegistry } from "#lib/registry/load-registry.ts";
import { doctorRegistry } from "#lib/registry/operations/doctor-registry.ts";
import { planMaintenance } from "#lib/registry/operations/maintain.ts";
import { normalizeFormats } from "#lib/registry/operations/normalize-formats.ts";
import { applyMending } from "#lib/registry/operations/verify-mending.ts";
import { verifyRegistry } from "#lib/registry/operations/verify-registry.ts";
import { planRemoval } from "#lib/registry/remove-entry.ts";
import { entryRowOf } from "#lib/server/entry-row-of.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { entryNamed, registryFolder } from "./registry-folder.ts";

const ollamas = (name: string, path: string | null, more: object = {}) =>
  entryNamed(name, { backend: "ollama", served_model_id: `${name}:8b`, download_path: path, ...more });

/** A file that Ollama is to serve from a root, and a path in its store as the original writes it. */
async function place() {
  const folder = await temporaryFolder();
  const root = join(folder, "weights");
  const file = join(root, "owner", "m", "m.gguf");
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, "weights");
  await writeFile(join(root, "other"), "");
  for (const name of ["manifests", "blobs"]) await mkdir(join(folder, "store", name), { recursive: true });
  const dir = await registryFolder({
    discovered: [
      ollamas("file", file, { backend_config: { model_path: file }, roles: ["chat"] }),
      ollamas("stored", join(folder, "store", "llama3", "8b"), { roles: ["vision_general"] }),
    ],
  });
  const checks = async () => (await verifyRegistry(await loadRegistry(dir), { full: false })).checks;
  const errors = async () =>
    (await doctorRegistry(await loadRegistry(dir), { roots: [root] }))
      .filter(({ severity }) => severity === "error")
      .map(({ check, items }) => [check, ...items.map(({ name }) => name)]);
  const installed = async (name: string) => {
    const entry = findEntry(await loadRegistry(dir), name);
    return entry && isInstalled(entry);
  };
  return { dir, root, file, checks, errors, installed };
}

test("files that Ollama is to serve are checked like others, and the mending that is named for them mends", async () => {
  const { dir, root, file, checks, errors, installed } = await place();
  expect(await checks()).toMatchObject([{ state: "not recorded" }, { state: "kept by Ollama" }]);
  expect(await errors()).toEqual([]);
  await rm(dirname(file), { recursive: true });
  expect(await checks()).toMatchObject([{ state: "missing" }, { state: "kept by Ollama" }]);
  expect(await installed("file")).toBe(false);
  expect(await errors()).toEqual([
    ["missing-path", "file"],
    ["role-won-by-missing", "file"],
  ]);
  const mending = { checks: await checks(), roots: [root], forget: true, record: false, picked: {} };
  await applyMending(dir, mending);
  expect(await errors()).toEqual([]);
  expect(await installed("file")).toBe(false);
});

test("a path in Ollama's store, where the original writes it, is neither gone nor ours to delete", async () => {
  const { dir, root, installed } = await place();
  expect(await installed("stored")).toBe(true);
  const normalizing = { rebuild: true, correctCurated: false, pruneMissing: true, base: undefined };
  const operation = normalizeFormats({ ...normalizing, roots: [root], picked: {} });
  const pruned = await planMaintenance(dir, { command: "normalize-formats", picked: {}, operation });
  expect(pruned.removed).toEqual([]);
  const removed = await planRemoval(dir, { name: "stored", deleteFiles: true }, { roots: [root] });
  expect(removed.blocked).toMatchObject([
    { why: "Ollama keeps it in its own store", hint: expect.stringContaining("ollama rm stored:8b") },
  ]);
  const cleared = await planRemoval(dir, { name: "stored" }, { roots: [root] });
  expect(cleared.files).toMatchObject([
    { deed: "keep", why: "Only the record is removed. Ollama keeps the model." },
  ]);
});

test("what Ollama keeps counts as installed, and nobody says to have seen its files", async () => {
  const { dir, file } = await place();
  const found = (await loadRegistry(dir)).entries;
  const named = ["ollama:/llama3/8b", "ollama://llama3:8b", "OLLAMA:/x"].map((path) =>
    toEntry({ name: path, backend: "vllm", download_path: path }, at),
  );
  const rows = await Promise.all(
    [...found, ...named].map(async (entry) => entryRowOf(entry, await presenceOnce()(entry))),
  );
  expect(rows.map(({ path, installed, keptByOllama }) => [path, installed, keptByOllama])).toEqual([
    [file, true, undefined],
    [expect.stringContaining("store"), true, true],
    ...named.map(({ path }) => [path, true, true]),
  ]);
});

const at = { raw: {}, layer: "discovered", isInBothLayers: false } as const;
const nothing = { port: undefined, extraArgs: [], host: undefined, baseUrl: undefined };

test("of many models each folder is asked once whether it is a store, and none for a file that is there", async () => {
  const { file } = await place();
  const asked: string[] = [];
  const isKept = keptByOllamaOnce((folder) => {
    asked.push(folder);
    return folder === resolve("/srv/store");
  });
  const entryAt = (path: string) => ({
    ...{ backend: "ollama", path },
    backendConfig: { ...nothing, modelPath: undefined },
  });
  const isInstalled = installedOnce(isKept);
  expect(await isInstalled(entryAt(file))).toBe(true);
  expect(asked).toEqual([]);
  const kept = ["store/a/8b", "store/a/70b", "store/b", "other/c", "other/d"].filter((path) =>
    isKept(entryAt(resolve("/srv", path))),
  );
  expect(kept).toEqual(["store/a/8b", "store/a/70b", "store/b"]);
  expect(asked).toEqual(["/srv/store/a", "/srv/store", "/srv/other", "/srv"].map((path) => resolve(path)));
});

test("Ollama keeps what has its name for a path, or none, or lies in a store, and nothing else", () => {
  const kept = (path: string | undefined, backend = "ollama", modelPath?: string) =>
    isKeptByOllama({ backend, path, backendConfig: { ...nothing, modelPath } });
  expect(kept("ollama://x:7b", "gguf")).toBe(true);
  expect(kept(undefined)).toBe(true);
  expect(kept("/usr/share/ollama/.ollama/models/llama3/8b")).toBe(true);
  expect(kept("/usr/share/ollama/.ollama/models/llama3/8b", "vllm")).toBe(false);
  expect(kept("/weights/o/m.gguf")).toBe(false);
  expect(kept(undefined, "ollama", "/weights/o/m.gguf")).toBe(false);
  expect(kept("C:\\models\\m.gguf")).toBe(false);
});
