import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { applyTrashRestore, planTrashRestore } from "#lib/registry/operations/trash-restoring.ts";
import { applyUndo, planUndo } from "#lib/registry/operations/undo-change.ts";
import { applyRemoval } from "#lib/registry/remove-entry.ts";
import { entryNamed, registryFolder } from "./registry-folder.ts";

/** A model of three files that was removed, and of which somebody takes files out of the trash by hand. */
async function place(...taken: string[]) {
  const dir = await registryFolder();
  const root = join(dir, "weights");
  const path = join(root, "owner", "m");
  await mkdir(path, { recursive: true });
  const names = ["config.json", "one.safetensors", "two.safetensors"];
  for (const name of names) await writeFile(join(path, name), "1234");
  await changeRegistry(dir, { command: "test" }, (draft) => {
    draft.addEntry(entryNamed("m", { download_path: path, download_files: names }));
  });
  await applyRemoval(dir, { name: "m", deleteFiles: true, purge: true }, { roots: [root] });
  const [id = ""] = await readdir(join(root, ".modeldeck-trash"));
  for (const name of taken) await rm(join(root, ".modeldeck-trash", id, "0", name));
  return { dir, path, id, places: { dir, roots: [root] } };
}

const gone = "8 B of its 12 B are left in the trash (gone: two.safetensors)";

test("an undo says which files are not in the trash any more, and brings back the others", async () => {
  const { path, places } = await place("two.safetensors");
  const { plan } = await planUndo(places, { run: "last" });
  expect(plan).toMatchObject({
    files: [{ path, deed: "restore", bytes: 8, why: gone }],
    warnings: [`${path} comes back in part: ${gone}.`],
    blocked: [],
  });
  const { inPart, change: run = "" } = await applyUndo(places, { run: "last" }, plan.id);
  expect(inPart).toBe(1);
  expect(await readdir(path)).toEqual(["config.json", "one.safetensors"]);
  const again = await planUndo(places, { run });
  expect(again.plan.files).toMatchObject([{ path, deed: "trash", bytes: 8 }]);
  await applyUndo(places, { run }, again.plan.id);
  expect((await planUndo(places, { run: "last" })).plan.warnings).toEqual([]);
});

test("a plan is stale when a file left the trash since", async () => {
  const { id, places } = await place();
  const { plan } = await planUndo(places, { run: "last" });
  expect(plan).toMatchObject({ files: [{ bytes: 12 }], warnings: [] });
  await rm(join(places.roots[0] ?? "", ".modeldeck-trash", id, "0", "config.json"));
  await expect(applyUndo(places, { run: "last" }, plan.id)).rejects.toMatchObject({ code: "stale-plan" });
});

test("a folder in which nothing is left is told as deleted", async () => {
  const { path, places } = await place("config.json", "one.safetensors", "two.safetensors");
  const { plan } = await planUndo(places, { run: "last" });
  expect(plan.blocked).toMatchObject([{ what: path, why: "it was deleted from the trash since" }]);
});

test("a restore from the trash says the same", async () => {
  const { path, id, places } = await place("two.safetensors");
  const plan = await planTrashRestore(id, places);
  expect(plan).toMatchObject({ files: [{ path, bytes: 8, why: gone }], warnings: [expect.any(String)] });
  expect(await applyTrashRestore(id, places, plan.id)).toMatchObject({ inPart: 1 });
  expect(await readdir(path)).toEqual(["config.json", "one.safetensors"]);
});
