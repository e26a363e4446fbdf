import { readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { listBackupNames } from "#lib/registry/backups.ts";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { restoreBackup } from "#lib/registry/restore-backup.ts";
import { entryNamed, registryFolder } from "../registry-folder.ts";
import { command, lettersIn, plan, undo } from "./undo-for-tests.ts";

const snapshotOf = (dir: string) => join(dir, "model_registry.json");
const discoveredOf = (dir: string) => join(dir, "model_registry.discovered.json");

/** A registry that is as one of its backups, of which a restore makes the snapshot and nothing else. */
async function onlySnapshotRestored({ own }: { own?: string } = {}) {
  const dir = await registryFolder({ curated: [], discovered: [entryNamed("a"), entryNamed("b")] });
  const { change = "", backup = "" } = await changeRegistry(dir, { command }, (draft) =>
    draft.removeEntry("a"),
  );
  await undo(dir, change);
  if (own === undefined) await rm(snapshotOf(dir), { force: true });
  else await writeFile(snapshotOf(dir), own);
  const before = await lettersIn(dir);
  const restored = await restoreBackup(dir, { command, stamp: backup });
  return { dir, before, made: await lettersIn(dir), change: restored.change ?? "" };
}

async function forgetBackups(dir: string): Promise<void> {
  for (const name of [...(await listBackupNames(dir)).values()].flat()) await rm(join(dir, name));
}

test("a snapshot that only a restore has made is gone by its undo, and there by the undo of that", async () => {
  const { dir, before, made, change } = await onlySnapshotRestored();
  await forgetBackups(dir);
  const { plan: away } = await plan(dir, change);
  expect(away.files).toMatchObject([{ path: snapshotOf(dir), deed: "delete", why: "was not there" }]);
  const undone = await undo(dir, change);
  expect([await lettersIn(dir), undone.backup !== undefined]).toEqual([before, away.backup]);
  const { plan: back } = await plan(dir, undone.change ?? "");
  expect(back.files).toMatchObject([{ path: snapshotOf(dir), deed: "write" }]);
  expect(back.summary).toBe("No entry says anything else: only files of the registry go back.");
  await undo(dir, undone.change ?? "");
  expect(await lettersIn(dir)).toEqual(made);
});

test("somebody's own snapshot that a restore has replaced comes back, and goes again", async () => {
  const { dir, before, made, change } = await onlySnapshotRestored({ own: '[{ "name": "elsewhere" }]' });
  const later = await changeRegistry(dir, { command }, (draft) => draft.removeEntry("b"));
  await undo(dir, later.change ?? "");
  await forgetBackups(dir);
  const undone = await undo(dir, change);
  expect(await lettersIn(dir)).toEqual(before);
  await undo(dir, undone.change ?? "");
  expect(await lettersIn(dir)).toEqual(made);
});

test.each([
  ["is written by hand", (dir: string) => writeFile(discoveredOf(dir), '[{ "name": "hand" }]')],
  ["is gone", (dir: string) => rm(discoveredOf(dir))],
])("a snapshot stays as it is where a layer %s meanwhile", async (_, meanwhile) => {
  const { dir, change } = await onlySnapshotRestored();
  const undone = await undo(dir, change);
  await meanwhile(dir);
  const letters = await lettersIn(dir);
  expect((await plan(dir, undone.change ?? "")).plan.files).toEqual([]);
  await undo(dir, undone.change ?? "");
  expect(await lettersIn(dir)).toEqual(letters);
});

test("letters that nobody has any more keep the snapshot from going alone", async () => {
  const { dir } = await onlySnapshotRestored();
  const spaced = (await readFile(discoveredOf(dir), "utf8")).replaceAll(": ", ":");
  const { change = "", backup = "" } = await changeRegistry(dir, { command }, (draft) =>
    draft.removeEntry("a"),
  );
  await undo(dir, change);
  await rm(snapshotOf(dir), { force: true });
  await writeFile(discoveredOf(dir), spaced);
  const restored = await restoreBackup(dir, { command, stamp: backup });
  const letters = await lettersIn(dir);
  await forgetBackups(dir);
  expect((await plan(dir, restored.change ?? "")).plan.summary).toBe("Nothing to do.");
  await undo(dir, restored.change ?? "");
  expect(await lettersIn(dir)).toEqual(letters);
});

test("a plan is refused where the deed would be: nothing is written through a link to nowhere", async () => {
  const { dir, change } = await onlySnapshotRestored();
  const undone = await undo(dir, change);
  await symlink(join(dir, "nowhere", "snapshot.json"), snapshotOf(dir));
  for (const deed of [plan, undo])
    await expect(deed(dir, undone.change ?? "")).rejects.toThrow(/link to what is not there/);
});

test("an empty layer that only a restore has made is gone by its undo", async () => {
  const dir = await registryFolder({ curated: [], discovered: [entryNamed("a"), entryNamed("b")] });
  const { change = "", backup = "" } = await changeRegistry(dir, { command }, (draft) =>
    draft.removeEntry("a"),
  );
  await undo(dir, change);
  await rm(join(dir, "model_registry.curated.json"));
  await rm(snapshotOf(dir), { force: true });
  const before = await lettersIn(dir);
  const restored = await restoreBackup(dir, { command, stamp: backup });
  expect(await lettersIn(dir)).not.toEqual(before);
  await undo(dir, restored.change ?? "");
  expect(await lettersIn(dir)).toEqual(before);
});
