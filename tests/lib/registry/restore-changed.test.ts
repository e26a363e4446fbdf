import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { applyTrashRestore } from "#lib/registry/operations/trash-restoring.ts";
import { applyUndo, planUndo } from "#lib/registry/operations/undo-change.ts";
import type { RegistryDraft } from "#lib/registry/registry-draft.ts";
import { applyRemoval } from "#lib/registry/remove-entry.ts";
import { entryNamed, registryFolder } from "./registry-folder.ts";

/** A model whose files were removed, and the entry kept; then something else was done to it. */
async function place(act: (draft: RegistryDraft) => void, written: object = { metadata: { tags: ["a"] } }) {
  const dir = await registryFolder();
  const root = join(dir, "weights");
  const model = join(root, "owner", "m");
  for (const folder of [model, join(root, "owner", "kept")]) await mkdir(folder, { recursive: true });
  await writeFile(join(model, "w.gguf"), "weights");
  const entry = entryNamed("m", { download_path: model, download_size_bytes: 7, ...written });
  await changeRegistry(dir, { command: "test" }, (draft) => draft.addEntry(entry));
  const places = { dir, roots: [root] };
  const { trash: item = "", change = "" } = await applyRemoval(dir, { name: "m", deleteFiles: true }, places);
  await changeRegistry(dir, { command: "test" }, act);
  const raw = async () => (await loadRegistry(dir)).merged.find(({ name }) => name === "m")?.raw;
  return { dir, places, model, item, change, entry, raw };
}

test("files come back to an entry that was changed since, and what was changed stays", async () => {
  const { places, model, item, entry, raw } = await place((draft) =>
    draft.setFields("m", {
      roles: ["chat"],
      metadata: { ...(draft.get("m")?.metadata as object), tags: ["b"] },
    }),
  );
  await applyTrashRestore(item, places, undefined);
  expect(await readdir(model)).toEqual(["w.gguf"]);
  expect(await raw()).toEqual({ ...entry, roles: ["chat"], metadata: { tags: ["b"] } });
});

test("a table that the removal was the first to write into keeps what was written into it since", async () => {
  const favour = (draft: RegistryDraft) =>
    draft.setFields("m", { metadata: { ...(draft.get("m")?.metadata as object), favourite: true } });
  const { places, item, entry, raw } = await place(favour, {});
  expect(await raw()).toMatchObject({ metadata: { removed_download: true, favourite: true } });
  await applyTrashRestore(item, places, undefined);
  expect(await raw()).toEqual({ ...entry, metadata: { favourite: true } });
});

test("what was cleared of it since stays cleared, also where that was all of it", async () => {
  const clear = (draft: RegistryDraft) => draft.setFields("m", { metadata: { removed_download: true } });
  const { places, item, entry, raw } = await place(clear);
  await applyTrashRestore(item, places, undefined);
  expect(await raw()).toEqual({ ...entry, metadata: {} });
});

test("a table that the removal made goes where nothing else was written into it", async () => {
  const { places, item, entry, raw } = await place((draft) => draft.setFields("m", { roles: ["chat"] }), {});
  await applyTrashRestore(item, places, undefined);
  expect(await raw()).toEqual({ ...entry, roles: ["chat"] });
});

test("an entry that was removed since comes back as it was, with its files", async () => {
  const { places, model, item, entry, raw } = await place((draft) => draft.removeEntry("m"));
  await applyTrashRestore(item, places, undefined);
  expect(await readdir(model)).toEqual(["w.gguf"]);
  expect(await raw()).toEqual(entry);
});

test("files come back to an entry that has another name by now, and to no second one", async () => {
  const { dir, places, model, item, entry } = await place((draft) => draft.renameEntry("m", "other", {}));
  await changeRegistry(dir, { command: "test" }, (draft) => draft.renameEntry("other", "third", {}));
  await applyTrashRestore(item, places, undefined);
  expect(await readdir(model)).toEqual(["w.gguf"]);
  const { merged } = await loadRegistry(dir);
  expect(merged.map(({ raw }) => raw)).toEqual([{ ...entry, name: "third" }]);
  await applyUndo(places, { run: "last" }, undefined);
  expect((await loadRegistry(dir)).merged[0]?.raw).toMatchObject({ name: "third", download_path: null });
});

test("a name that another model has by now is that model's, and what was removed comes back under its own", async () => {
  const { dir, places, model, item, entry } = await place((draft) => draft.renameEntry("m", "x", {}));
  const other = entryNamed("b", { download_path: null });
  await changeRegistry(dir, { command: "test" }, (draft) => draft.removeEntry("x"));
  await changeRegistry(dir, { command: "test" }, (draft) => draft.addEntry(other));
  await changeRegistry(dir, { command: "test" }, (draft) => draft.renameEntry("b", "x", {}));
  await applyTrashRestore(item, places, undefined);
  expect(await readdir(model)).toEqual(["w.gguf"]);
  const { merged } = await loadRegistry(dir);
  expect(merged.map(({ raw }) => raw)).toEqual([entry, { ...other, name: "x" }]);
});

test("where two models have changed names, each gets its own files", async () => {
  const { dir, places, item, model } = await place((draft) => {
    draft.addEntry(entryNamed("b", { download_path: null }));
  });
  await changeRegistry(dir, { command: "test" }, (draft) => {
    draft.renameEntry("m", "c", {});
    draft.renameEntry("b", "m", {});
  });
  await applyTrashRestore(item, places, undefined);
  const { merged } = await loadRegistry(dir);
  expect(new Map(merged.map(({ name, raw }) => [name, raw.download_path]))).toEqual(
    new Map<string, unknown>([
      ["c", model],
      ["m", null],
    ]),
  );
});

test("an entry that an undo has brought back without its files, and that was renamed then, is the one", async () => {
  const { dir, places, entry, model } = await place((draft) => draft.setFields("m", { roles: ["chat"] }));
  await applyUndo(places, { run: "last" }, undefined);
  await applyUndo(places, { run: "last" }, undefined);
  const removal = { name: "m", deleteFiles: true, purge: true };
  const { trash: item = "", change = "" } = await applyRemoval(dir, removal, places);
  await applyUndo(places, { run: change, except: [model] }, undefined);
  await changeRegistry(dir, { command: "test" }, (draft) => draft.renameEntry("m", "x", {}));
  await applyTrashRestore(item, places, undefined);
  expect(await readdir(model)).toEqual(["w.gguf"]);
  expect((await loadRegistry(dir)).merged.map(({ raw }) => raw)).toEqual([{ ...entry, name: "x" }]);
});

test("a model that has its path again under another name gets no second entry", async () => {
  const { dir, places, entry, model, change } = await place(() => undefined);
  await applyUndo(places, { run: change }, undefined);
  const removal = { name: "m", deleteFiles: true, purge: true };
  const { trash: item = "" } = await applyRemoval(dir, removal, places);
  await changeRegistry(dir, { command: "test" }, (draft) => draft.addEntry({ ...entry, name: "again" }));
  await applyTrashRestore(item, places, undefined);
  expect(await readdir(model)).toEqual(["w.gguf"]);
  expect((await loadRegistry(dir)).merged.map(({ raw }) => raw)).toEqual([{ ...entry, name: "again" }]);
});

test("nothing is written over a download that it has by now, and the field is named", async () => {
  const { places, item, raw } = await place((draft) =>
    draft.setFields("m", { download_path: "/elsewhere/m" }),
  );
  const before = await raw();
  await expect(applyTrashRestore(item, places, undefined)).rejects.toMatchObject({
    code: "conflict",
    message: "m cannot be restored: its download_path changed since.",
  });
  expect(await raw()).toEqual(before);
});

test("an undo that a later change leaves nothing of names the way by the trash", async () => {
  const { dir, places, item, change } = await place((draft) => draft.setFields("m", { roles: ["chat"] }));
  const { plan } = await planUndo(places, { run: change });
  expect(plan.blocked).toMatchObject([
    { item: "m", hint: expect.stringContaining(`modeldeck trash restore --apply -- ${item}`) },
  ]);
  // Pasted from an older hint it does nothing, and leaves no record of it.
  const none = await applyUndo(places, { run: change, except: ["m"] }, undefined);
  expect(none).toMatchObject({ change: undefined, plan: { files: [] } });
  await applyTrashRestore(item, places, undefined);
  // And the restore is a change like any other.
  await applyUndo({ dir, roots: places.roots }, { run: "last" }, undefined);
  expect((await loadRegistry(dir)).merged[0]?.raw).toMatchObject({ roles: ["chat"], download_path: null });
});
