import { mkdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { findModels } from "#lib/registry/operations/find-models.ts";
import { inTrashOnce, notGoneOnce } from "#lib/registry/operations/in-trash.ts";
import { planMaintenance } from "#lib/registry/operations/maintain.ts";
import { normalizeFormats } from "#lib/registry/operations/normalize-formats.ts";
import { rebuildFolders } from "#lib/registry/operations/rebuild-folders.ts";
import { planMending } from "#lib/registry/operations/verify-mending.ts";
import { verifyRegistry } from "#lib/registry/operations/verify-registry.ts";
import { applyRemoval, planRemoval } from "#lib/registry/remove-entry.ts";
import { readTrash } from "#lib/registry/trash.ts";
import { entryNamed, registryFolder } from "../registry-folder.ts";

/** A model that was removed with its files, and whose entry somebody put back. */
async function place() {
  const dir = await registryFolder();
  const root = join(dir, "weights");
  const model = join(root, "owner", "m");
  for (const folder of [model, join(root, "owner", "kept")]) await mkdir(folder, { recursive: true });
  await writeFile(join(model, "w.gguf"), "weights");
  const add = () =>
    changeRegistry(dir, { command: "test" }, (draft) =>
      draft.addEntry(entryNamed("m", { download_path: model })),
    );
  await add();
  const removal = { name: "m", deleteFiles: true, purge: true };
  const { trash: item = "" } = await applyRemoval(dir, removal, { roots: [root] });
  await add();
  return { dir, roots: [root], model, item };
}

test("of a model whose files lie in the trash a check says in which item, and nothing of it is forgotten", async () => {
  const { dir, roots, model, item } = await place();
  const check = async () => (await verifyRegistry(await loadRegistry(dir), { full: false, roots })).checks;
  const says = `path missing: ${model}; its files lie in the trash, in ${item}`;
  expect(await check()).toMatchObject([{ name: "m", state: "missing", says }]);
  const mend = async () =>
    planMending(dir, { checks: await check(), roots, forget: true, record: false, picked: {} });
  const warnings = [`m is left alone: its files lie in the trash, in ${item}.`];
  expect(await mend()).toMatchObject({ changed: [], warnings });
});

test("nothing that drops what is gone calls such a model gone", async () => {
  const { dir, roots, model, item } = await place();
  const words = `its files lie in the trash, in ${item}`;
  const formats = { rebuild: false, correctCurated: false, pruneMissing: true, base: undefined, picked: {} };
  const pruned = normalizeFormats({ ...formats, roots });
  expect(await planMaintenance(dir, { command: "test", operation: pruned })).toMatchObject({
    ...{ removed: [], warnings: [`m stays: ${words}.`] },
  });
  const assigned = { backend: "vllm", location: "linux_wsl", format: undefined };
  const found = await findModels(roots);
  const rebuilt = rebuildFolders({ found, bases: roots, assigned, includeTesting: false });
  expect(await planMaintenance(dir, { command: "test", operation: rebuilt })).toMatchObject({
    removed: [{ name: "m", why: `it was not found at ${model}: ${words}` }],
  });
});

test("nor is a removal of its files silent about them, and it takes none", async () => {
  const { dir, roots, model, item } = await place();
  const planned = (deleteFiles: boolean) =>
    planRemoval(dir, { name: "m", deleteFiles, purge: true }, { roots });
  expect(await planned(true)).toMatchObject({
    files: [],
    blocked: [],
    warnings: [`${model} is not there: its files lie in the trash, in ${item}.`],
  });
  const why = `Only the record is removed. Nothing is there: its files lie in the trash, in ${item}.`;
  expect(await planned(false)).toMatchObject({ files: [{ deed: "keep", bytes: 0, why }] });
});

test("what was removed through a link is found, and what went with a folder above it", async () => {
  const { dir, roots, model, item } = await place();
  const [root = ""] = roots;
  await symlink(root, join(dir, "linked"));
  const itemOf = inTrashOnce(() => readTrash({ dir, roots }));
  const linked = join(dir, "linked", "owner", "m");
  for (const path of [`${model}/`, linked, join(linked, "w.gguf")])
    expect(await itemOf(path)).toEqual({ item });
  expect(await itemOf(join(linked, "other.gguf"))).toBeUndefined();
});

test("an item of which the files are gone holds nothing", async () => {
  const { dir, roots, model, item } = await place();
  await rm(join(roots[0] ?? "", ".modeldeck-trash", item, "0", "w.gguf"));
  expect(await inTrashOnce(() => readTrash({ dir, roots }))(model)).toBeUndefined();
});

test("what of the trash cannot be told may be what is missing, so nothing is forgotten for it", async () => {
  const { dir, roots, model, item } = await place();
  const [root = ""] = roots;
  const trash = join(root, ".modeldeck-trash");
  const unread = { items: [], damaged: [], unread: [trash] };
  const itemOf = inTrashOnce(async () => unread);
  expect(await itemOf(model)).toEqual({ untold: trash });
  expect(await itemOf("/elsewhere/m")).toBeUndefined();
  await writeFile(join(trash, item, "manifest.json"), "{");
  const why = notGoneOnce({ dir, roots }, []);
  expect(await why(model)).toBe(`${join(trash, item)} cannot be read, and its files may lie there`);
});

test("of what is out of reach an old item of the trash does not say that it is gone", async () => {
  const { dir, roots, model, item } = await place();
  const [root = ""] = roots;
  await rename(join(root, "owner"), join(dir, "disk"));
  await symlink(join(dir, "disk"), join(root, "owner"));
  await rename(join(dir, "disk"), join(dir, "away"));
  const away = `${join(root, "owner")} is a link to what is not there`;
  const registry = await loadRegistry(dir);
  const { checks } = await verifyRegistry(registry, { full: false, roots });
  const says = `path missing: ${model}; ${away}; its files lie in the trash, in ${item}`;
  expect(checks).toMatchObject([{ name: "m", says }]);
  const removal = { name: "m", deleteFiles: true, purge: true };
  expect(await planRemoval(dir, removal, { roots })).toMatchObject({
    removed: [],
    blocked: [{ what: model, why: away }],
  });
});
