import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { applyUndo } from "#lib/registry/operations/undo-change.ts";
import { applyRemoval, planRemoval } from "#lib/registry/remove-entry.ts";
import { isThere } from "#lib/registry/trash.ts";
import { entryNamed, listTrash, registryFolder } from "./registry-folder.ts";

/** Two roots, each with a trash of its own; `a` and `twin` share a folder, `b` is alone, `c` lies in the other root. */
async function place() {
  const dir = await registryFolder();
  const roots = [join(dir, "one"), join(dir, "two")];
  const paths = { a: "one/owner/a", b: "one/alone/b", c: "two/owner/c" };
  for (const path of Object.values(paths)) {
    await mkdir(join(dir, path), { recursive: true });
    await writeFile(join(dir, path, "w"), "weights");
  }
  await changeRegistry(dir, { command: "test", backup: false }, (draft) => {
    for (const [name, path] of Object.entries({ ...paths, twin: paths.a })) {
      const roles = name === "a" ? ["chat", "code"] : name === "c" ? ["code"] : [];
      draft.addEntry(entryNamed(name, { download_path: join(dir, path), roles }));
    }
    draft.addEntry(entryNamed("locked", { version_lock: { locked: true } }));
  });
  return { dir, roots, at: (name: keyof typeof paths) => join(dir, paths[name]) };
}

const purge = { deleteFiles: true, purge: true };
const namesIn = async (dir: string) => (await loadRegistry(dir)).entries.map(({ name }) => name);

test("several go at once, each told by itself, and one undo brings all of them back", async () => {
  const { dir, roots, at } = await place();
  const before = await readFile(join(dir, "model_registry.discovered.json"), "utf8");
  const removal = { name: "a", more: ["twin", "b", "c", "b"], ...purge };
  const plan = await planRemoval(dir, removal, { roots });
  expect(plan).toMatchObject({
    bytesFreed: 21,
    blocked: [],
    warnings: ["No model is left for the role chat.", "No model is left for the role code."],
  });
  expect(plan.files.map(({ path, deed }) => [deed, path])).toEqual([
    ["trash", at("a")],
    ["trash", at("b")],
    ["trash", at("c")],
  ]);
  const { report, change = "" } = await applyRemoval(dir, { ...removal, plan: plan.id }, { roots });
  expect(report).toMatchObject([
    { name: "a", result: "entry removed, files in the trash", paths: 1, bytes: 7 },
    { name: "twin", result: "entry removed", paths: 0 },
    { name: "b", paths: 1 },
    { name: "c", paths: 1 },
  ]);
  expect(await namesIn(dir)).toEqual(["locked"]);
  for (const root of roots) expect(await readdir(root)).toEqual([".modeldeck-trash"]);
  await applyUndo({ dir, roots }, { run: change }, undefined);
  expect(await readFile(join(dir, "model_registry.discovered.json"), "utf8")).toBe(before);
  for (const name of ["a", "b", "c"] as const) expect(await readdir(at(name))).toEqual(["w"]);
  expect(await listTrash({ dir, roots })).toEqual([]);
});

test("what one of several shares with a model that stays is kept, with its name", async () => {
  const { dir, roots, at } = await place();
  const { plan } = await applyRemoval(dir, { name: "a", more: ["b"], ...purge }, { roots });
  expect(plan.files).toMatchObject([
    { path: at("a"), deed: "keep", why: "It is also the path of twin." },
    {
      path: at("b"),
      deed: "trash",
      why: `Nothing else is in ${join(roots[0] ?? "", "alone")}, which goes too.`,
    },
  ]);
  expect(plan.warnings).toEqual(["No model is left for the role chat.", "The role code goes from a to c."]);
  expect(await isThere(at("a"))).toBe(true);
});

test("a locked one stands in the way of all until it is left out", async () => {
  const { dir, roots } = await place();
  const removal = { name: "b", more: ["locked"], ...purge };
  const { blocked } = await planRemoval(dir, removal, { roots });
  expect(blocked).toMatchObject([
    { what: "locked", hint: "Unlock it first, or leave it out with: --except=locked" },
  ]);
  await expect(applyRemoval(dir, removal, { roots })).rejects.toMatchObject({ code: "blocked" });
  expect(await namesIn(dir)).toHaveLength(5);
  await applyRemoval(dir, { ...removal, except: ["locked"] }, { roots });
  expect(await namesIn(dir)).toEqual(["a", "c", "twin", "locked"]);
});

test("each that stands in the way says how to leave it out, also where nothing else helps", async () => {
  const { dir, roots } = await place();
  const [root = ""] = roots;
  await changeRegistry(dir, { command: "test" }, (draft) =>
    draft.addEntry(entryNamed("whole", { download_path: root })),
  );
  const { blocked } = await planRemoval(dir, { name: "whole", more: ["b"], ...purge }, { roots });
  expect(blocked).toMatchObject([{ hint: "Leave the model out with: --except=whole" }]);
});

test("files can be left out of a removal by their path, and nobody deletes what is Ollama's", async () => {
  const { dir, roots, at } = await place();
  await applyRemoval(dir, { name: "b", ...purge, except: [at("b")] }, { roots });
  expect(await isThere(at("b"))).toBe(true);
  await changeRegistry(dir, { command: "test" }, (draft) =>
    draft.addEntry(entryNamed("o", { download_path: "ollama:/llama3:8b", served_model_id: "llama3:8b" })),
  );
  const { blocked } = await planRemoval(dir, { name: "o", ...purge }, { roots });
  expect(blocked[0]?.hint).toContain("ollama rm llama3:8b");
  await applyRemoval(dir, { name: "o", purge: true }, { roots });
  expect(await namesIn(dir)).not.toContain("o");
});

test("a folder that is not empty, or is a link, is not tidied away", async () => {
  const { dir, roots, at } = await place();
  await writeFile(join(dir, "one", "alone", "notes"), "kept");
  await mkdir(join(dir, "one", "linked-to", "d"), { recursive: true });
  await symlink(join(dir, "one", "linked-to"), join(dir, "one", "linked"));
  await changeRegistry(dir, { command: "test" }, (draft) =>
    draft.addEntry(entryNamed("d", { download_path: join(dir, "one", "linked", "d") })),
  );
  await applyRemoval(dir, { name: "b", more: ["d"], ...purge }, { roots });
  expect(await isThere(at("b"))).toBe(false);
  expect(await readdir(join(dir, "one", "alone"))).toEqual(["notes"]);
  expect((await readdir(join(dir, "one"))).sort()).toEqual([".modeldeck-trash", "alone", "linked", "owner"]);
});
