import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { changeRegistry, rehearseChange } from "#lib/registry/change-registry.ts";
import { findEntry, loadRegistry } from "#lib/registry/load-registry.ts";
import { guardPlan, planOf } from "#lib/registry/plan-of.ts";
import type { RegistryDraft } from "#lib/registry/registry-draft.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { entryNamed, readLayerFile, registryFolder } from "./registry-folder.ts";

/** The layers as the original tool leaves them: curated without what tools find out, discovered with everything. */
const originalLayers = () => ({
  curated: [
    entryNamed("by-hand", { roles: ["chat"], download_path: "/by/hand", future: { deep: [1, null] } }),
    entryNamed("zeta", { roles: ["caption"], metadata: { registry_layer: "curated", notes: "é" } }),
  ],
  discovered: [
    entryNamed("zeta", {
      roles: ["caption"],
      deprecated: false,
      download_path: "/z",
      metadata: { notes: "é" },
    }),
    entryNamed("by-hand", { roles: ["chat"], download_path: "/old" }),
    entryNamed("found", { deprecated: true, served_model_id: "None", future: 1 }),
  ],
});

const change = (dir: string, apply: (draft: RegistryDraft) => void) =>
  changeRegistry(dir, { command: "test" }, (draft) => apply(draft));

test("a change keeps unknown keys, deprecated entries and everything it does not touch", async () => {
  const layers = originalLayers();
  const dir = await registryFolder(layers);
  await change(dir, (draft) => draft.setFields("found", { family: "f" }));
  expect(await readLayerFile(dir, "curated")).toEqual(layers.curated);
  expect(await readLayerFile(dir, "discovered")).toEqual([
    ...layers.discovered.slice(0, 2),
    entryNamed("found", { deprecated: true, served_model_id: null, future: 1, family: "f" }),
  ]);
});

test("a curated file that a change does not touch keeps its very bytes", async () => {
  const dir = await registryFolder(originalLayers());
  const before = await readFile(join(dir, "model_registry.curated.json"));
  await change(dir, (draft) => draft.addEntry(entryNamed("new")));
  expect(await readFile(join(dir, "model_registry.curated.json"))).toEqual(before);
});

test("what a person sets on a curated entry stays, and the original tool is told to keep it", async () => {
  const dir = await registryFolder(originalLayers());
  await change(dir, (draft) => draft.setFields("by-hand", { roles: ["code"], role_priority: { code: 80 } }));
  expect(findEntry(await loadRegistry(dir), "by-hand")).toMatchObject({
    roles: ["code"],
    rolePriority: { code: 80 },
  });
  const curated = await readLayerFile(dir, "curated");
  expect(curated.map(({ name }) => name)).toEqual(["by-hand", "zeta"]);
  expect(curated[0]).toMatchObject({
    roles: ["code"],
    metadata: { registry_layer: "curated" },
    future: { deep: [1, null] },
  });
  expect((await readLayerFile(dir, "discovered"))[1]).toMatchObject({ roles: ["code"] });
});

test("what tools find out goes to the discovered layer, unless a person wrote it into the curated one", async () => {
  const dir = await registryFolder(originalLayers());
  await change(dir, (draft) => {
    draft.setFields("zeta", { download_path: "/new", download_size_bytes: 5 });
    draft.setFields("by-hand", { download_path: "/new" });
  });
  const { entries } = await loadRegistry(dir);
  expect(entries.filter(({ path }) => path === "/new").map(({ name }) => name)).toEqual(["by-hand", "zeta"]);
  const curated = await readLayerFile(dir, "curated");
  expect(curated.map((entry) => "download_path" in entry)).toEqual([true, false]);
});

test("a curated entry that tools know nothing of gets its full copy when they find something out", async () => {
  const dir = await registryFolder({
    curated: [entryNamed("a", { roles: ["chat"], metadata: { registry_layer: "curated" } })],
  });
  await change(dir, (draft) => draft.setFields("a", { download_path: "/a" }));
  expect(await readLayerFile(dir, "discovered")).toEqual([
    entryNamed("a", { roles: ["chat"], metadata: {}, download_path: "/a" }),
  ]);
});

test("the snapshot is what both layers say together, in ASCII, with a newline at the end", async () => {
  const dir = await registryFolder(originalLayers());
  await change(dir, (draft) => draft.setFields("zeta", { license: "mit 😀" }));
  const text = await readFile(join(dir, "model_registry.json"), "latin1");
  expect(text).toContain('    "notes": "\\u00e9"');
  expect(text).toContain("mit \\ud83d\\ude00");
  expect(text.endsWith("}\n]\n")).toBe(true);
  const snapshot: unknown[] = JSON.parse(text);
  expect(snapshot).toEqual((await loadRegistry(dir)).entries.map(({ raw }) => raw));
});

test("a number that JavaScript would round is written as it was read", async () => {
  const dir = await temporaryFolder();
  const entry =
    '{"name":"a","backend":"x","future":{"exact":12345678901234567890,"float":0.30000000000000004}}';
  for (const layer of ["curated", "discovered"])
    await writeFile(join(dir, `model_registry.${layer}.json`), `[${entry}]`);
  await change(dir, (draft) => draft.setFields("a", { family: "f" }));
  for (const file of [
    "model_registry.curated.json",
    "model_registry.discovered.json",
    "model_registry.json",
  ]) {
    const text = (await readFile(join(dir, file), "utf8")).replaceAll(/\s/g, "");
    expect(text).toContain('"exact":12345678901234567890,"float":0.30000000000000004}');
  }
});

test("a name is taken once, and an unknown one is not found", async () => {
  const dir = await registryFolder(originalLayers());
  await expect(change(dir, (draft) => draft.addEntry(entryNamed("found")))).rejects.toMatchObject({
    code: "conflict",
  });
  await expect(change(dir, (draft) => draft.removeEntry("none"))).rejects.toMatchObject({
    code: "not-found",
  });
});

test("a change that changes nothing writes nothing", async () => {
  const dir = await registryFolder(originalLayers());
  const before = await readdir(dir);
  const { touched, backup, signature } = await changeRegistry(dir, { command: "test" }, (draft) => {
    draft.setFields("found", { deprecated: true });
  });
  expect({ touched, backup }).toEqual({ touched: [], backup: undefined });
  expect(await readdir(dir)).toEqual(before);
  expect((await loadRegistry(dir)).signature).toBe(signature);
});

test("what is set to undefined is removed from both layers", async () => {
  const dir = await registryFolder({
    curated: [entryNamed("a", { license: "x" })],
    discovered: [entryNamed("a", { license: "y" })],
  });
  await change(dir, (draft) => draft.setFields("a", { license: undefined }));
  expect(findEntry(await loadRegistry(dir), "a")?.raw).not.toHaveProperty("license");
});

test("a locked version is kept until it is unlocked", async () => {
  const locked = entryNamed("a", { version_lock: { locked: true }, roles: [] });
  const dir = await registryFolder({ discovered: [locked] });
  const unlock = { version_lock: { locked: false } };
  await expect(change(dir, (draft) => draft.removeEntry("a"))).rejects.toMatchObject({ code: "blocked" });
  await expect(change(dir, (draft) => draft.setFields("a", { quantization: "q8_0" }))).rejects.toMatchObject({
    message: "The version of a is locked. It keeps its quantization.",
  });
  await change(dir, (draft) => draft.setFields("a", { roles: ["chat"] }));
  await change(dir, (draft) => draft.setFields("a", { ...unlock, quantization: "q8_0" }));
  await change(dir, (draft) => draft.removeEntry("a"));
});

test("a plan says field by field what would change, and its id changes with it", async () => {
  const dir = await registryFolder(originalLayers());
  const plan = async (family: string) => {
    const { draft, registry } = await rehearseChange(dir, (draft) => {
      draft.setFields("found", { family }, { why: "normalised" });
      draft.removeEntry("zeta");
      draft.addEntry(entryNamed("new"));
    });
    return planOf({ command: "test", state: registry.signature, draft });
  };
  const first = await plan("f");
  expect(first).toMatchObject({
    summary: "1 entry to add, 1 entry to change, 1 entry to remove.",
    added: [{ name: "new", layer: "discovered", after: entryNamed("new") }],
    changed: [
      {
        ...{ name: "found", why: "normalised" },
        changes: [
          { field: "family", before: null, after: "f" },
          { field: "served_model_id", before: "None", after: null },
        ],
      },
    ],
    removed: [{ name: "zeta", layer: "curated" }],
    backup: true,
  });
  expect((await plan("f")).id).toBe(first.id);
  expect((await plan("g")).id).not.toBe(first.id);
  expect(() => guardPlan(first, "other")).toThrow("changed since it was made");
});

test('the word "None" gives way in an entry that is changed, as its plan says, and stays in any other', async () => {
  const dir = await registryFolder({
    discovered: [entryNamed("other", { served_model_id: "None" }), entryNamed("mine")],
  });
  await change(dir, (draft) => draft.setFields("mine", { family: "f" }));
  expect(await readLayerFile(dir, "discovered")).toMatchObject([
    { served_model_id: "None" },
    { family: "f" },
  ]);
});
