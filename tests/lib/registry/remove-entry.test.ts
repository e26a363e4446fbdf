import { link, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { findEntry, loadRegistry } from "#lib/registry/load-registry.ts";
import { applyUndo } from "#lib/registry/operations/undo-change.ts";
import { applyRemoval, planRemoval } from "#lib/registry/remove-entry.ts";
import { restoreFromTrash } from "#lib/registry/restore-from-trash.ts";
import { chooseTrash, emptyTrash, isThere } from "#lib/registry/trash.ts";
import { entryNamed, listTrash, readLayerFile, registryFolder } from "./registry-folder.ts";

type Place = { dir: string; root: string; model: string; outside: string };

/** A root with a model of 7 bytes in it, and a folder outside. */
async function place(entry: Record<string, unknown> = {}): Promise<Place> {
  const dir = await registryFolder();
  const root = join(dir, "weights");
  const model = join(root, "owner", "m");
  const outside = join(dir, "weights-evil", "m");
  for (const folder of [model, outside]) {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "w.gguf"), "weights");
  }
  const m = entryNamed("m", {
    download_path: model,
    download_size_bytes: 7,
    roles: ["chat"],
    future: 1,
    ...entry,
  });
  await changeRegistry(dir, { command: "test", backup: false }, (draft) => {
    draft.addEntry(entryNamed("first"));
    draft.addEntry(m);
    draft.addEntry(entryNamed("last"));
  });
  return { dir, root, model, outside };
}

test("a model of several loose files goes and comes back with all of them, and takes no neighbour along", async () => {
  const { dir, root } = await place();
  const folder = join(root, "owner", "loose");
  await mkdir(folder);
  for (const name of ["a-1.gguf", "a-2.gguf", "other.gguf"]) await writeFile(join(folder, name), name);
  await changeRegistry(dir, { command: "test" }, (draft) =>
    draft.addEntry(
      entryNamed("a", {
        download_path: join(folder, "a-1.gguf"),
        download_files: ["a-1.gguf", "a-2.gguf"],
      }),
    ),
  );
  const removal = { name: "a", deleteFiles: true, purge: true };
  expect(await planRemoval(dir, removal, { roots: [root] })).toMatchObject({
    summary: "1 entry to remove, 2 paths to move to the trash.",
    bytesFreed: 16,
  });
  const { trash } = await applyRemoval(dir, removal, { roots: [root] });
  expect(await readdir(folder)).toEqual(["other.gguf"]);
  await restoreFromTrash(trash ?? "", { dir, roots: [root] }, { command: "trash restore" });
  expect((await readdir(folder)).sort()).toEqual(["a-1.gguf", "a-2.gguf", "other.gguf"]);
});

test("a file list that leads upwards blocks the removal", async () => {
  const { dir, root, outside } = await place();
  await changeRegistry(dir, { command: "test" }, (draft) =>
    draft.addEntry(
      entryNamed("a", {
        download_path: join(root, "owner", "m", "w.gguf"),
        download_files: ["w.gguf", relative(join(root, "owner", "m"), join(outside, "w.gguf"))],
      }),
    ),
  );
  const plan = await planRemoval(dir, { name: "a", deleteFiles: true }, { roots: [root] });
  expect(plan.blocked).toMatchObject([{ why: "it lies outside every root" }]);
});

const modes = [
  { deleteFiles: false, purge: false },
  { deleteFiles: true, purge: false },
  { deleteFiles: false, purge: true },
  { deleteFiles: true, purge: true },
];

test.each(modes)("removal %o does what its plan says, and comes back byte for byte", async (mode) => {
  const { dir, root, model } = await place();
  const layer = join(dir, "model_registry.discovered.json");
  // A number that JavaScript would round has to come back too.
  const before = (await readFile(layer, "utf8")).replace('"future": 1', '"future": 12345678901234567891');
  await writeFile(layer, before);
  const plan = await planRemoval(dir, { name: "m", ...mode }, { roots: [root] });
  expect(await isThere(model)).toBe(true);
  expect(plan.removed).toHaveLength(mode.purge ? 1 : 0);
  expect(plan.changed.flatMap(({ changes }) => changes.map(({ field }) => field))).toEqual(
    mode.purge ? [] : ["download_path", "download_size_bytes", "download_files", "metadata"],
  );
  expect(plan.files).toMatchObject([{ path: model, deed: mode.deleteFiles ? "trash" : "keep", bytes: 7 }]);
  expect(plan).toMatchObject({
    bytesFreed: mode.deleteFiles ? 7 : 0,
    bytesKept: mode.deleteFiles ? 0 : 7,
    blocked: [],
  });
  if (mode.purge) expect(plan.warnings).toEqual(["No model is left for the role chat."]);

  const outcome = await applyRemoval(dir, { name: "m", ...mode, plan: plan.id }, { roots: [root] });
  expect(outcome.backup).toBeDefined();
  expect(await isThere(model)).toBe(!mode.deleteFiles);
  expect(findEntry(await loadRegistry(dir), "m") === undefined).toBe(mode.purge);
  expect(await listTrash({ dir, roots: [root] })).toMatchObject(
    mode.deleteFiles ? [{ id: outcome.trash, bytes: 7 }] : [],
  );

  const places = { dir, roots: [root] };
  if (outcome.trash === undefined) await applyUndo(places, { run: "last" }, undefined);
  else await restoreFromTrash(outcome.trash, places, { command: "trash restore" });
  expect(await readFile(layer, "utf8")).toBe(before);
  expect(await readFile(join(model, "w.gguf"), "utf8")).toBe("weights");
  expect(await listTrash({ dir, roots: [root] })).toEqual([]);
});

test("a curated entry is removed from both layers and does not come back", async () => {
  const dir = await registryFolder({
    curated: [entryNamed("a")],
    discovered: [entryNamed("a")],
    snapshot: [entryNamed("a")],
  });
  await applyRemoval(dir, { name: "a", purge: true }, { roots: [] });
  for (const layer of ["curated", "discovered"]) expect(await readLayerFile(dir, layer)).toEqual([]);
  expect((await loadRegistry(dir)).entries).toEqual([]);
});

test("a plan made before something moved is refused, and nothing happens", async () => {
  const { dir, root, model } = await place();
  const removal = { name: "m", deleteFiles: true, purge: true };
  const plan = await planRemoval(dir, removal, { roots: [root] });
  await writeFile(join(model, "more"), "x");
  const applying = applyRemoval(dir, { ...removal, plan: plan.id }, { roots: [root] });
  await expect(applying).rejects.toMatchObject({ code: "stale-plan" });
  expect(await isThere(join(model, "w.gguf"))).toBe(true);
});

type Odd = [string, (place: Place) => string | Promise<string>, string];

const refused: Odd[] = [
  ["relative", ({ model }) => relative(process.cwd(), model), "not an absolute path"],
  ["upwards", ({ root }) => `${root}/../weights-evil/m`, "upwards"],
  ["a root", ({ root }) => root, "a root itself"],
  ["a root with a slash", ({ root }) => `${root}/`, "a root itself"],
  ["a root's parent", ({ root }) => dirname(root), "a root lies in it"],
  ["the file system", () => "/", "root"],
  ["home", () => homedir(), "home"],
  ["home in a tilde", () => "~/model", "not an absolute path"],
  ...[String.raw`C:\x\m`, String.raw`\\server\x\m`, "//server/x/m"].map(
    (path): Odd => [`${path} on another system`, () => path, "path of Windows"],
  ),
  ["a root's sibling with its name in front", ({ outside }) => outside, "outside every root"],
  [
    "a root in another case",
    ({ root, outside }) =>
      rename(dirname(outside), `${dirname(root)}/WEIGHTS`).then(() => join(dirname(root), "WEIGHTS", "m")),
    "outside every root",
  ],
  ["with a null", ({ model }) => `${model}\0x`, "null"],
  ["Ollama's", () => "ollama:/llama3:8b", "Ollama"],
  [
    "behind a linked folder",
    async ({ root, outside }) => {
      await symlink(dirname(outside), join(root, "linked"));
      return join(root, "linked", "m");
    },
    "outside every root",
  ],
  [
    "in the trash",
    async ({ root }) => {
      await mkdir(join(root, ".modeldeck-trash", "x"), { recursive: true });
      return join(root, ".modeldeck-trash", "x");
    },
    "in the trash",
  ],
];

test.each(refused)("a path that is %s is not deleted", async (_what, pathOf, why) => {
  const at = await place();
  const path = await pathOf(at);
  await changeRegistry(at.dir, { command: "test" }, (draft) => draft.setFields("m", { download_path: path }));
  const removal = { name: "m", deleteFiles: true, purge: true };
  const plan = await planRemoval(at.dir, removal, { roots: [at.root] });
  expect(plan.blocked[0]?.why).toContain(why);
  expect(plan.files).toEqual([]);
  await expect(applyRemoval(at.dir, removal, { roots: [at.root] })).rejects.toMatchObject({
    code: "blocked",
  });
  expect(await isThere(join(at.model, "w.gguf"))).toBe(true);
});

test("what lies under a root whose disk is away is blocked, and what is simply gone is not", async () => {
  const { dir, root, model } = await place();
  await rm(model, { recursive: true });
  const removal = { name: "m", deleteFiles: true, purge: true };
  expect(await planRemoval(dir, removal, { roots: [root] })).toMatchObject({ files: [], blocked: [] });
  await rename(root, `${root}.away`);
  expect((await planRemoval(dir, removal, { roots: [root] })).blocked[0]?.hint).toContain("mounted");
});

test("of a model that is a link only the link is removed", async () => {
  const { dir, root, outside } = await place();
  const linked = join(root, "owner", "linked");
  await symlink(outside, linked);
  await changeRegistry(dir, { command: "test" }, (draft) => draft.setFields("m", { download_path: linked }));
  const { plan } = await applyRemoval(
    dir,
    { name: "m", deleteFiles: true, permanently: true },
    { roots: [root] },
  );
  expect(plan.warnings[0]).toContain("is a link");
  expect(await isThere(linked)).toBe(false);
  expect(await isThere(join(outside, "w.gguf"))).toBe(true);
});

test("bytes that a hard link elsewhere holds are not promised as freed", async () => {
  const { dir, root, model } = await place();
  await link(join(model, "w.gguf"), join(root, "blob"));
  const plan = await planRemoval(dir, { name: "m", deleteFiles: true }, { roots: [root] });
  expect(plan).toMatchObject({ bytesFreed: 0, bytesKept: 7 });
});

test("files that another entry uses are kept, and the plan says whose they are", async () => {
  const { dir, root, model } = await place();
  await changeRegistry(dir, { command: "test" }, (draft) =>
    draft.addEntry(entryNamed("twin", { download_path: model })),
  );
  const { plan } = await applyRemoval(dir, { name: "m", deleteFiles: true, purge: true }, { roots: [root] });
  expect(plan.files).toMatchObject([{ deed: "keep", why: "It is also the path of twin." }]);
  expect(await isThere(model)).toBe(true);
});

test("a locked version is not removed", async () => {
  const { dir, root } = await place({ version_lock: { locked: true } });
  const removing = applyRemoval(dir, { name: "m", purge: true }, { roots: [root] });
  await expect(removing).rejects.toMatchObject({ code: "blocked", hint: "Unlock the entry first." });
});

test("a restore overwrites neither files nor entries that took the place", async () => {
  const { dir, root, model } = await place();
  const { trash } = await applyRemoval(dir, { name: "m", deleteFiles: true, purge: true }, { roots: [root] });
  const restore = () => restoreFromTrash(trash ?? "", { dir, roots: [root] }, { command: "trash restore" });
  await mkdir(model, { recursive: true });
  await expect(restore()).rejects.toMatchObject({ code: "conflict" });
  expect(findEntry(await loadRegistry(dir), "m")).toBeUndefined();
  await rm(model, { recursive: true });
  await changeRegistry(dir, { command: "test" }, (draft) => draft.addEntry(entryNamed("m")));
  await expect(restore()).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("entry of that name"),
  });
  expect(await isThere(model)).toBe(false);
  expect(await listTrash({ dir, roots: [root] })).toHaveLength(1);
});

test("a removal that cannot be saved puts the files back", async () => {
  const { dir, root, model } = await place();
  await rm(join(dir, "model_registry.json"));
  await mkdir(join(dir, "model_registry.json", "in-the-way"), { recursive: true });
  const removing = applyRemoval(dir, { name: "m", deleteFiles: true, purge: true }, { roots: [root] });
  await expect(removing).rejects.toMatchObject({ code: "failed", hint: "Nothing was changed. Try again." });
  expect(findEntry(await loadRegistry(dir), "m")).toBeDefined();
  expect(await isThere(join(model, "w.gguf"))).toBe(true);
});

test("the trash is emptied by id, by age, or whole", async () => {
  const { dir, root } = await place();
  await applyRemoval(dir, { name: "m", deleteFiles: true }, { roots: [root] });
  const other = join(root, "first.gguf");
  await writeFile(other, "");
  await changeRegistry(dir, { command: "test" }, (draft) =>
    draft.setFields("first", { download_path: other }),
  );
  await applyRemoval(dir, { name: "first", deleteFiles: true }, { roots: [root] });
  const items = await listTrash({ dir, roots: [root] });
  const later = new Date(Date.now() + 8 * 86_400_000);
  expect(chooseTrash(items, { olderThanDays: 7, now: new Date() })).toEqual([]);
  expect(chooseTrash(items, { olderThanDays: 7, now: later })).toHaveLength(2);
  expect(chooseTrash(items, { ids: [items[0]?.id ?? ""] })).toHaveLength(1);
  expect(await emptyTrash(chooseTrash(items, "all"))).toMatchObject({ bytes: 7 });
  expect(await listTrash({ dir, roots: [root] })).toEqual([]);
});
