import { mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { findEntry, loadRegistry } from "#lib/registry/load-registry.ts";
import { applyBackupRestore } from "#lib/registry/operations/backup-restoring.ts";
import { applyTrashRestore } from "#lib/registry/operations/trash-restoring.ts";
import { applyUndo } from "#lib/registry/operations/undo-change.ts";
import { applyRemoval } from "#lib/registry/remove-entry.ts";
import { emptyTrash, isThere } from "#lib/registry/trash.ts";
import { entryNamed, listTrash, registryFolder } from "../registry-folder.ts";
import { command, layers, lettersIn, plan, undo } from "./undo-for-tests.ts";

afterEach(() => vi.unstubAllEnvs());

test("a registry that somebody else wrote is the same to the letter after a change and its undo", async () => {
  const dir = await registryFolder(layers);
  await writeFile(join(dir, "model_registry.discovered.json"), JSON.stringify(layers.discovered, null, 4));
  const before = await lettersIn(dir);
  const { change } = await changeRegistry(dir, { command }, (draft) => {
    draft.removeEntry("both");
    draft.addEntry(entryNamed("new"));
    draft.setFields("first", { roles: ["chat"] });
  });
  const after = await lettersIn(dir);
  const { change: undoing } = await undo(dir, change ?? "");
  expect(await lettersIn(dir)).toEqual(before);
  await undo(dir, undoing ?? "");
  expect(await lettersIn(dir)).toEqual(after);
  await undo(dir, "last");
  expect(await lettersIn(dir)).toEqual(before);
});

test("the first change of all leaves no file behind when it is undone", async () => {
  const dir = await registryFolder();
  await changeRegistry(dir, { command }, (draft) => draft.addEntry(entryNamed("new")));
  await undo(dir, "last");
  expect(await lettersIn(dir)).toEqual([undefined, undefined, undefined]);
});

test("what was done after a change stays when the change is undone", async () => {
  const dir = await registryFolder({ discovered: [entryNamed("a"), entryNamed("b"), entryNamed("c")] });
  const { change } = await changeRegistry(dir, { command }, (draft) => {
    draft.removeEntry("b");
    draft.setFields("a", { roles: ["chat"] });
  });
  await changeRegistry(dir, { command }, (draft) => draft.setFields("c", { roles: ["code"] }));
  await undo(dir, change ?? "");
  expect((await loadRegistry(dir)).layers.discovered).toEqual([
    entryNamed("a"),
    entryNamed("b"),
    entryNamed("c", { roles: ["code"] }),
  ]);
});

test("an entry that was changed since stands in the way by its name, with both versions, and can be left out", async () => {
  const dir = await registryFolder({ discovered: [entryNamed("a"), entryNamed("b")] });
  const { change = "" } = await changeRegistry(dir, { command }, (draft) => {
    for (const name of ["a", "b"]) draft.setFields(name, { roles: ["chat"] });
  });
  await changeRegistry(dir, { command }, (draft) => draft.setFields("b", { roles: ["code"] }));
  const planned = await plan(dir, change);
  expect(planned.plan.blocked).toMatchObject([
    { what: "b", why: 'it was changed since: roles was ["chat"], now it is ["code"]' },
  ]);
  expect(planned.conflicts).toMatchObject([
    { name: "b", left: { roles: ["chat"] }, now: { roles: ["code"] } },
  ]);
  const letters = await lettersIn(dir);
  await expect(undo(dir, change)).rejects.toMatchObject({ code: "blocked" });
  expect(await lettersIn(dir)).toEqual(letters);
  await undo(dir, change, { except: ["b"] });
  expect((await loadRegistry(dir)).layers.discovered).toEqual([
    entryNamed("a"),
    entryNamed("b", { roles: ["code"] }),
  ]);
});

test("a plan that was made before something moved is refused", async () => {
  const dir = await registryFolder({ discovered: [entryNamed("a")] });
  await changeRegistry(dir, { command }, (draft) => draft.removeEntry("a"));
  const { plan: seen } = await plan(dir, "last");
  await changeRegistry(dir, { command }, (draft) => draft.addEntry(entryNamed("b")));
  const undoing = applyUndo({ dir, roots: [] }, { run: "last" }, seen.id);
  await expect(undoing).rejects.toMatchObject({ code: "stale-plan" });
});

test("all changes of a run are undone as one, and a change is found by its run", async () => {
  const dir = await registryFolder({ discovered: [entryNamed("a"), entryNamed("b")] });
  vi.stubEnv("MODELDECK_RUN", "12.0123abcd");
  await changeRegistry(dir, { command }, (draft) => draft.setFields("a", { roles: ["chat"] }));
  await changeRegistry(dir, { command, backup: false }, (draft) => {
    draft.setFields("a", { roles: ["code"] });
    draft.removeEntry("b");
  });
  vi.unstubAllEnvs();
  const { plan: planned } = await plan(dir, "12");
  expect(planned).toMatchObject({ changed: [{ name: "a" }], added: [{ name: "b" }], blocked: [] });
  await undo(dir, "#12");
  expect((await loadRegistry(dir)).layers.discovered).toEqual([entryNamed("a"), entryNamed("b")]);
  await expect(undo(dir, "13")).rejects.toMatchObject({ code: "not-found" });
});

test("restoring a backup is a change like any other, and can be undone", async () => {
  const dir = await registryFolder(layers);
  const { backup = "" } = await changeRegistry(dir, { command }, (draft) => draft.removeEntry("first"));
  const before = await lettersIn(dir);
  await applyBackupRestore(dir, { backup }, undefined);
  expect(await lettersIn(dir)).not.toEqual(before);
  await undo(dir, "last");
  expect(await lettersIn(dir)).toEqual(before);
});

test("entries that come back one by one stand in the order in which they stood", async () => {
  const dir = await registryFolder({ discovered: ["x", "y", "k"].map((name) => entryNamed(name)) });
  const before = await lettersIn(dir);
  await applyRemoval(dir, { name: "x", more: ["y"], purge: true }, { roots: [] });
  await applyUndo({ dir, roots: [] }, { run: "last", only: ["y"] }, undefined);
  expect((await loadRegistry(dir)).entries.map(({ name }) => name)).toEqual(["y", "k"]);
  await undo(dir, "last");
  expect((await lettersIn(dir))[1]).toBe(before[1]);
});

/** A root that holds one model, as the only thing in its owner's folder. */
async function removedModel() {
  const dir = await registryFolder();
  const root = join(dir, "weights");
  const path = join(root, "owner", "m");
  await mkdir(path, { recursive: true });
  await writeFile(join(path, "w.gguf"), "weights");
  await changeRegistry(dir, { command }, (draft) => {
    draft.addEntry(entryNamed("m", { download_path: path }));
    draft.addEntry(entryNamed("n"));
  });
  const before = await lettersIn(dir);
  const removal = { name: "m", deleteFiles: true, purge: true };
  const { change = "" } = await applyRemoval(dir, removal, { roots: [root] });
  return { dir, root, path, before, change };
}

test("files come back from the trash with their entry, and go again when that is undone", async () => {
  const { dir, root, path, before, change } = await removedModel();
  expect(await readdir(root)).toEqual([".modeldeck-trash"]);
  const { change: undoing = "" } = await undo(dir, change, { roots: [root] });
  expect(await lettersIn(dir)).toEqual(before);
  expect(await readFile(join(path, "w.gguf"), "utf8")).toBe("weights");
  expect(await listTrash({ dir, roots: [root] })).toEqual([]);
  const { change: redoing = "" } = await undo(dir, undoing, { roots: [root] });
  expect(await isThere(dirname(path))).toBe(false);
  expect(findEntry(await loadRegistry(dir), "m")).toBeUndefined();
  await undo(dir, redoing, { roots: [root] });
  expect(await lettersIn(dir)).toEqual(before);
  expect(await readFile(join(path, "w.gguf"), "utf8")).toBe("weights");
});

test("files that were purged from the trash since are told, and the entry can come back without them", async () => {
  const { dir, root, path, before, change } = await removedModel();
  await emptyTrash(await listTrash({ dir, roots: [root] }));
  const { plan: planned } = await plan(dir, change, [root]);
  expect(planned.blocked).toMatchObject([{ what: path, why: "it was deleted from the trash since" }]);
  expect(planned.blocked[0]?.hint).toContain(`with: modeldeck undo --apply --except=${path} -- ${change}`);
  await expect(undo(dir, change, { roots: [root] })).rejects.toMatchObject({ code: "blocked" });
  await undo(dir, change, { roots: [root], except: [path] });
  expect(await lettersIn(dir)).toEqual(before);
  expect(await isThere(path)).toBe(false);
});

test("files that were restored and went back into the trash are found there by what removed them first", async () => {
  const { dir, root, path, before, change } = await removedModel();
  const places = { dir, roots: [root] };
  const [item] = await listTrash(places);
  const { change: restoring = "" } = await applyTrashRestore(item?.id ?? "", places, undefined);
  await undo(dir, restoring, { roots: [root] });
  const [other] = await listTrash(places);
  expect(other?.id).not.toBe(item?.id);
  await undo(dir, change, { roots: [root] });
  expect(await readFile(join(path, "w.gguf"), "utf8")).toBe("weights");
  expect(await lettersIn(dir)).toEqual(before);
  expect(await listTrash(places)).toEqual([]);
});

test("the last change is the same one still when only a part of it was taken back", async () => {
  const { dir, root, path, before } = await removedModel();
  const more = { name: "n", purge: true };
  const places = { dir, roots: [root] };
  const { change: later = "" } = await applyRemoval(dir, more, places);
  await undo(dir, later);
  const part = await applyUndo(places, { run: "last", except: [path] }, undefined);
  expect(part.undone).toMatch(/^a part of remove of /);
  expect((await loadRegistry(dir)).entries).toHaveLength(2);
  const { change: rest = "", undone } = await undo(dir, "last", { roots: [root] });
  expect(undone).toMatch(/^remove of /);
  expect(await readFile(join(path, "w.gguf"), "utf8")).toBe("weights");
  expect(await lettersIn(dir)).toEqual(before);
  await undo(dir, rest, { roots: [root] });
  expect(await isThere(path)).toBe(false);
  await applyUndo(places, { run: "last", only: ["m"] }, undefined);
  expect(await lettersIn(dir)).toEqual(before);
  await undo(dir, "last");
  expect((await loadRegistry(dir)).entries).toEqual([]);
});

test("what took the place of removed files stands in the way, and nothing is half undone", async () => {
  const { dir, root, path, change } = await removedModel();
  await mkdir(path, { recursive: true });
  const { plan: planned } = await plan(dir, change, [root]);
  expect(planned.blocked).toMatchObject([{ what: path, why: "something else is there now" }]);
  await rm(path, { recursive: true });
  await undo(dir, change, { roots: [root] });
  expect(await isThere(join(path, "w.gguf"))).toBe(true);
});

test("an undo that cannot be saved puts the files back into the trash", async () => {
  const { dir, root, path, change } = await removedModel();
  await rm(join(dir, "model_registry.json"));
  await mkdir(join(dir, "model_registry.json", "in-the-way"), { recursive: true });
  await expect(undo(dir, change, { roots: [root] })).rejects.toMatchObject({ code: "failed" });
  expect(await isThere(path)).toBe(false);
  expect(await listTrash({ dir, roots: [root] })).toHaveLength(1);
});

test("nothing is made or moved behind a link that took the place of a folder", async () => {
  const { dir, root, change } = await removedModel();
  const outside = join(dir, "outside");
  await mkdir(outside);
  await symlink(outside, join(root, "owner"));
  await expect(undo(dir, change, { roots: [root] })).rejects.toMatchObject({ code: "conflict" });
  expect(await readdir(outside)).toEqual([]);
  expect(await listTrash({ dir, roots: [root] })).toHaveLength(1);
});
