import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { applyRemoval, planRemoval } from "#lib/registry/remove-entry.ts";
import { entryNamed, listTrash, registryFolder } from "./registry-folder.ts";

async function place() {
  const dir = await registryFolder();
  const root = join(dir, "weights");
  const model = join(root, "owner", "m");
  await mkdir(model, { recursive: true });
  await writeFile(join(model, "w.gguf"), "weights");
  await changeRegistry(dir, { command: "test" }, (draft) =>
    draft.addEntry(entryNamed("m", { download_path: model })),
  );
  return { dir, root, model };
}

test("a plan is stale when a file has other content, though the size is the same", async () => {
  const { dir, root, model } = await place();
  const removal = { name: "m", deleteFiles: true, purge: true };
  const { id } = await planRemoval(dir, removal, { roots: [root] });
  await writeFile(join(model, "w.gguf"), "WEIGHTS");
  await expect(applyRemoval(dir, { ...removal, plan: id }, { roots: [root] })).rejects.toMatchObject({
    code: "stale-plan",
  });
});

test("what goes is told as the folder that it is, and what is kept as no more than recorded", async () => {
  const { dir, root } = await place();
  const filesOf = async (deleteFiles: boolean) =>
    (await planRemoval(dir, { name: "m", deleteFiles }, { roots: [root] })).files;
  expect(await filesOf(true)).toMatchObject([{ deed: "trash", bytes: 7, isFolder: true }]);
  expect(await filesOf(false)).toMatchObject([{ deed: "keep", isRecorded: true }]);
});

test("forgetting a download leaves nothing in the trash, and says where files lie when it was forgotten before", async () => {
  const { dir, root, model } = await place();
  const modelled = entryNamed("n", { download_path: model, backend_config: { model_path: model } });
  await changeRegistry(dir, { command: "test" }, (draft) => draft.addEntry(modelled));
  expect(await applyRemoval(dir, { name: "n" }, { roots: [root] })).toMatchObject({
    trash: undefined,
    change: expect.any(String),
  });
  expect(await listTrash({ dir, roots: [root] })).toEqual([]);
  const again = await planRemoval(dir, { name: "n", deleteFiles: true }, { roots: [root] });
  expect(again.warnings).toEqual([
    `n has no download on record any more, so no files go. Files still lie at ${model}; scan takes them in again.`,
  ]);
  expect((await planRemoval(dir, { name: "m", more: ["n"] }, { roots: [root] })).warnings).toHaveLength(1);
});

test("files that are only out of reach are not deleted with their entry, and none are said to be kept", async () => {
  const { dir, root } = await place();
  const disk = join(dir, "disk");
  await mkdir(disk);
  const far = join(disk, "owner", "far.gguf");
  const gone = join(root, "owner", "gone.gguf");
  await changeRegistry(dir, { command: "test" }, (draft) => {
    draft.addEntry(entryNamed("far", { download_path: far, download_size_bytes: 7 }));
    draft.addEntry(entryNamed("gone", { download_path: gone, download_size_bytes: 7 }));
  });
  const why = `${disk} is empty, perhaps a disk that is not mounted`;
  const roots = [root, disk];
  const plan = await planRemoval(dir, { name: "far", more: ["gone"], deleteFiles: true }, { roots });
  expect(plan.blocked).toMatchObject([{ what: far, why, item: "far" }]);
  expect(plan.warnings).toEqual([`${gone} is not there any more.`]);
  const forgetting = await planRemoval(dir, { name: "far", more: ["gone", "m"], purge: true }, { roots });
  expect(forgetting.files).toMatchObject([
    { path: far, bytes: 0, why: "Only the record is removed. Nothing is there now." },
    { path: gone, bytes: 0, why: "Only the record is removed. Nothing is there any more." },
    { deed: "keep", why: "Only the record is removed.", isRecorded: true },
  ]);
  expect(forgetting).toMatchObject({
    bytesKept: 0,
    blocked: [],
    warnings: [`${far} may only be out of reach: ${why}. Files that come back have no record then.`],
  });
});

test("of a name that stands twice in a layer both go, and the files that are left behind are told", async () => {
  const { dir, root, model } = await place();
  const other = join(root, "owner", "other");
  const elements = [other, model].map((path) => entryNamed("m", { download_path: path }));
  await writeFile(join(dir, "model_registry.discovered.json"), JSON.stringify(elements));
  const { warnings } = await planRemoval(
    dir,
    { name: "m", purge: true, deleteFiles: true },
    { roots: [root] },
  );
  expect(warnings).toEqual([
    `m stands 2 times in the discovered layer, and all of them go. What lies at ${other} stays without an entry.`,
  ]);
  expect((await planRemoval(dir, { name: "m" }, { roots: [root] })).warnings).toEqual([]);
});
