import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { doctorRegistry } from "#lib/registry/operations/doctor-registry.ts";
import { applyTrashEmptying, planTrashEmptying } from "#lib/registry/operations/trash-emptying.ts";
import { planTrashRestore } from "#lib/registry/operations/trash-restoring.ts";
import { applyUndo, planUndo } from "#lib/registry/operations/undo-change.ts";
import { applyRemoval } from "#lib/registry/remove-entry.ts";
import { isThere } from "#lib/registry/trash.ts";
import { trashAnswerOf } from "#lib/registry/trash-rows.ts";
import { entryNamed, registryFolder } from "./registry-folder.ts";

/** A model that was removed, and whose item in the trash has a manifest that broke off. */
async function place() {
  const dir = await registryFolder();
  const root = join(dir, "weights");
  const path = join(root, "owner", "m");
  await mkdir(path, { recursive: true });
  await writeFile(join(path, "w.gguf"), "weights");
  await changeRegistry(dir, { command: "test" }, (draft) => {
    draft.addEntry(entryNamed("m", { download_path: path }));
  });
  await applyRemoval(dir, { name: "m", deleteFiles: true, purge: true }, { roots: [root] });
  const trash = join(root, ".modeldeck-trash");
  const [id = ""] = await readdir(trash);
  await writeFile(join(trash, id, "manifest.json"), '{"broken');
  return { dir, path, places: { dir, roots: [root] }, trash, id, folder: join(trash, id) };
}

test("a trash item whose record is damaged is listed, told by doctor, and can be deleted for ever", async () => {
  const { dir, places, trash, id, folder } = await place();
  await mkdir(join(trash, "no-item"));
  expect((await trashAnswerOf(places)).items).toEqual([
    expect.objectContaining({ id, bytes: 7, paths: [join(folder, "0")], entries: [], isDamaged: true }),
  ]);
  await expect(planTrashRestore(id, places)).rejects.toMatchObject({
    code: "blocked",
    hint: expect.stringContaining(folder),
  });
  const findings = await doctorRegistry(await loadRegistry(dir), { roots: places.roots });
  expect(findings.find(({ check }) => check === "damaged-trash")).toMatchObject({
    items: [{ name: id, detail: `7 B in ${folder}` }],
    mend: { command: "trash-empty", input: { id } },
  });
  await expect(planTrashEmptying({ id: "none" }, places)).rejects.toMatchObject({ code: "not-found" });
  const plan = await planTrashEmptying({}, places);
  expect(plan).toMatchObject({ bytesFreed: 7, files: [{ path: folder, deed: "delete", bytes: 7 }] });
  await writeFile(join(folder, "0", "more"), "more");
  await expect(applyTrashEmptying({ id }, places, plan.id)).rejects.toMatchObject({ code: "stale-plan" });
  expect(await applyTrashEmptying({ id }, places, undefined)).toMatchObject({ ids: [id], bytes: 11 });
  expect(await readdir(trash)).toEqual(["no-item"]);
});

test("an undo brings back what lies in a damaged item, if it is what the change put there", async () => {
  const { dir, path, places, trash, folder } = await place();
  await writeFile(join(folder, "0", "more"), "more");
  const { plan } = await planUndo(places, { run: "last" });
  expect(plan.blocked).toMatchObject([{ what: path, why: expect.stringContaining("cannot be read") }]);
  await rm(join(folder, "0", "more"));
  await applyUndo(places, { run: "last" }, undefined);
  expect(await readFile(join(path, "w.gguf"), "utf8")).toBe("weights");
  expect((await loadRegistry(dir)).entries.map(({ name }) => name)).toEqual(["m"]);
  expect(await isThere(folder)).toBe(false);
  expect(await isThere(trash)).toBe(true);
});
