import { expect, test } from "vitest";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { applyBackupRestore, planBackupRestore, undoOf } from "#lib/registry/operations/backup-restoring.ts";
import { entryNamed, registryFolder } from "../registry-folder.ts";

const namesIn = async (dir: string) => (await loadRegistry(dir)).entries.map(({ name }) => name);

async function changedRegistry(dir: string) {
  const change = await changeRegistry(dir, { command: "test" }, (draft) => draft.addEntry(entryNamed("new")));
  return undoOf({ backup: change.backup ?? "", signature: change.signature }).input;
}

test("a change is taken back as long as nothing else has changed since, and so is the taking back", async () => {
  const dir = await registryFolder({ discovered: [entryNamed("old")] });
  const undone = await applyBackupRestore(dir, await changedRegistry(dir), undefined);
  expect(await namesIn(dir)).toEqual(["old"]);
  await applyBackupRestore(dir, undoOf(undone).input, undefined);
  expect(await namesIn(dir)).toEqual(["old", "new"]);
});

test("the first change of all can be taken back: the empty registry has a backup too", async () => {
  const dir = await registryFolder();
  await applyBackupRestore(dir, await changedRegistry(dir), undefined);
  expect(await namesIn(dir)).toEqual([]);
});

test("nothing that was done after a run is lost by taking the run back", async () => {
  const dir = await registryFolder({ discovered: [entryNamed("old")] });
  const undo = await changedRegistry(dir);
  await changeRegistry(dir, { command: "test" }, (draft) => draft.removeEntry("old"));
  const plan = await planBackupRestore(dir, undo);
  expect(plan.blocked).toMatchObject([
    { what: "This run is not the last change", why: expect.stringContaining("changed since") },
  ]);
  await expect(applyBackupRestore(dir, undo, plan.id)).rejects.toMatchObject({ code: "blocked" });
  expect(await namesIn(dir)).toEqual(["new"]);
  await applyBackupRestore(dir, { backup: undo.backup }, undefined);
  expect(await namesIn(dir)).toEqual(["old"]);
});
