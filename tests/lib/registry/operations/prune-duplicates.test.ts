import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { applyMaintenance, planMaintenance } from "#lib/registry/operations/maintain.ts";
import { pruneDuplicates } from "#lib/registry/operations/prune-duplicates.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { entryNamed, registryFolder } from "../registry-folder.ts";

const alike = { family: "x", download_format: "gguf", quantization: "q4_k_m" };

async function planFor(entries: Record<string, unknown>[], { root = "/nowhere", picked = {} } = {}) {
  const dir = await registryFolder({ discovered: entries });
  const operation = pruneDuplicates({ backend: undefined, roots: [root], picked });
  const plan = await planMaintenance(dir, { command: "prune-duplicates", operation, picked });
  return { ...plan, gone: plan.removed.map(({ name }) => name) };
}

async function rootWith(...folders: string[]): Promise<string> {
  const root = await temporaryFolder();
  for (const folder of folders) await mkdir(join(root, folder), { recursive: true });
  return root;
}

test("two downloads at two places are two models, and one place reached by two ways is one", async () => {
  const root = await rootWith("a", "b");
  await symlink(join(root, "a"), join(root, "link"));
  const at = (name: string, folder: string) =>
    entryNamed(name, { ...alike, download_path: join(root, folder) });
  expect((await planFor([at("one", "a"), at("two", "b")], { root })).gone).toEqual([]);
  expect((await planFor([at("two", "link"), at("one", "a")], { root })).gone).toEqual(["two"]);
});

test("what says neither format nor quantisation is nobody's duplicate", async () => {
  const paths = { download_path: "ollama://x" };
  const { gone } = await planFor([
    entryNamed("a", { family: "x", ...paths }),
    entryNamed("b", { family: "x", ...paths }),
    entryNamed("c", { ...alike, quantization: null, ...paths }),
    entryNamed("d", { ...alike, quantization: null, ...paths }),
  ]);
  expect(gone).toEqual([]);
});

test("models of two repositories are two, and one that does not say is neither", async () => {
  const of = (name: string, id: string | null) =>
    entryNamed(name, { ...alike, model_aliases: id ? [id] : [], download_path: null });
  const root = await rootWith("a");
  const there = entryNamed("there", { ...alike, model_aliases: ["one/x"], download_path: join(root, "a") });
  const { gone } = await planFor([there, of("same", "one/x"), of("other", "two/x"), of("silent", null)], {
    root,
  });
  expect(gone).toEqual(["same"]);
});

test("what is there is kept before what is said to be richer, and learns what was said of the others", async () => {
  const root = await rootWith("a");
  const metadata = { a: 1, b: 2, c: 3, tags: ["fast"] };
  const entries = [
    entryNamed("rich", {
      ...alike,
      metadata,
      download_path: join(root, "gone"),
      download_size_bytes: 1,
      roles: ["chat", "code"],
      role_priority: { chat: 10, code: 90 },
    }),
    entryNamed("there", {
      ...alike,
      download_path: join(root, "a"),
      roles: ["chat"],
      role_priority: { chat: 50 },
    }),
  ];
  const { gone, changed } = await planFor(entries, { root });
  expect(gone).toEqual(["rich"]);
  const afterOf = (field: string) => changed[0]?.changes.find((change) => change.field === field)?.after;
  expect(afterOf("roles")).toEqual(["chat", "code"]);
  expect(afterOf("role_priority")).toEqual({ chat: 50, code: 90 });
  expect(afterOf("metadata")).toMatchObject({ tags: ["fast"] });
  const narrowed = await planFor(entries, { root, picked: { only: ["rich"] } });
  expect(narrowed).toMatchObject({
    gone: [],
    changed: [],
    warnings: [expect.stringContaining("rich stays")],
  });
  expect(await planFor(entries, { root, picked: { except: ["rich"] } })).toMatchObject({ changed: [] });
});

test("of equals the first by name stays, whatever their order, and a locked one before all", async () => {
  const equal = (name: string, more = {}) =>
    entryNamed(name, { ...alike, download_path: "ollama://x", ...more });
  expect((await planFor([equal("b"), equal("a"), equal("c")])).gone.toSorted()).toEqual(["b", "c"]);
  expect((await planFor([equal("c"), equal("b"), equal("a")])).gone.toSorted()).toEqual(["b", "c"]);
  const lock = { version_lock: { locked: true } };
  expect((await planFor([equal("a"), equal("b", lock)])).gone).toEqual(["a"]);
});

test("the priority that the kept one has is kept, however its role is spelled", async () => {
  const one = { ...alike, download_path: "ollama://x" };
  const dir = await registryFolder({
    discovered: [
      entryNamed("a", { ...one, roles: ["chat"], role_priority: { " chat ": 50 } }),
      entryNamed("b", { ...one, roles: ["chat", "code"], role_priority: { chat: 10, code: 20 } }),
    ],
  });
  const operation = pruneDuplicates({ backend: undefined, roots: [], picked: {} });
  await applyMaintenance(dir, { command: "prune-duplicates", operation, picked: {} });
  const [kept, ...others] = (await loadRegistry(dir)).entries;
  expect(others).toEqual([]);
  expect(kept).toMatchObject({ name: "a", rolePriority: { chat: 50, code: 20 } });
});
