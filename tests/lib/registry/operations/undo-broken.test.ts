import { writeFileSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { diskFileSystem } from "#lib/registry/file-system.ts";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { MoveJournal, roomStep } from "#lib/registry/move-journal.ts";
import { applyBackupRestore, planBackupRestore } from "#lib/registry/operations/backup-restoring.ts";
import { restoreBackup } from "#lib/registry/restore-backup.ts";
import { interruptedMoves, settleMoves } from "#lib/registry/settle-moves.ts";
import { isThere } from "#lib/registry/trash.ts";
import { registryFolder } from "../registry-folder.ts";
import { command, layers, lettersIn, plan, undo } from "./undo-for-tests.ts";

const file = "model_registry.discovered.json";

/** A registry of which a layer broke after a backup was made. */
async function brokenRegistry(kept: Partial<typeof layers> = layers) {
  const dir = await registryFolder(kept);
  const { backup = "" } = await changeRegistry(dir, { command }, (draft) => draft.removeEntry("first"));
  await writeFile(join(dir, file), '[{"name": "half');
  return { dir, backup };
}

test("a broken layer over which a backup was put is there again to the byte when that is undone", async () => {
  const { dir, backup } = await brokenRegistry();
  const broken = await lettersIn(dir);
  expect((await planBackupRestore(dir, { backup })).warnings).toEqual([
    `${file} cannot be read. The backup that is made keeps it as it is. An undo brings it back.`,
  ]);
  await applyBackupRestore(dir, { backup }, undefined);
  expect((await loadRegistry(dir)).readOnly).toBeUndefined();
  expect((await plan(dir, "last")).plan).toMatchObject({
    warnings: [`${file} goes back as it was, and could not be read then.`],
    blocked: [],
  });
  await undo(dir, "last");
  expect(await lettersIn(dir)).toEqual(broken);
  await applyBackupRestore(dir, { backup }, undefined);
  expect((await loadRegistry(dir)).readOnly).toBeUndefined();
});

test("a broken layer goes back whole or not at all, and where its bytes are is said", async () => {
  const { dir, backup } = await brokenRegistry();
  const restored = await applyBackupRestore(dir, { backup }, undefined);
  await changeRegistry(dir, { command }, (draft) => draft.removeEntry("last"));
  const letters = await lettersIn(dir);
  const undoing = undo(dir, restored.change ?? "", { except: ["last"] });
  await expect(undoing).rejects.toMatchObject({
    code: "blocked",
    message: expect.stringContaining("model_registry.discovered.json: it could not be read before"),
    hint: expect.stringContaining(`The backup ${restored.backup} holds it as it was.`),
  });
  expect(await lettersIn(dir)).toEqual(letters);
});

/** A registry with a folder in the place of a layer. */
async function registryWithFolder(kept?: Partial<typeof layers>) {
  const { dir, backup } = await brokenRegistry(kept);
  const path = join(dir, file);
  await rm(path);
  await mkdir(path);
  return { dir, backup, path };
}

test("a folder in a layer's place is set aside, and it is said where and that no undo brings it back", async () => {
  const { dir, backup } = await registryWithFolder();
  expect((await planBackupRestore(dir, { backup })).warnings).toEqual([
    `${file} is no file. It is set aside under another name. No undo brings that back.`,
  ]);
  const { change, aside } = await applyBackupRestore(dir, { backup }, undefined);
  expect(change).toBeUndefined();
  expect(await Promise.all(aside.map(isThere))).toEqual([true]);
});

test("a folder that is the only layer is set aside as well", async () => {
  const { dir, backup } = await registryWithFolder({ discovered: layers.discovered });
  await applyBackupRestore(dir, { backup }, undefined);
  expect((await loadRegistry(dir)).readOnly).toBeUndefined();
});

test("where another program writes meanwhile, nothing is put back and the folder is where it was", async () => {
  const { dir, backup, path } = await registryWithFolder();
  const curated = join(dir, "model_registry.curated.json");
  const settings = { command, stamp: backup };
  const restoring = restoreBackup(dir, settings, () => writeFileSync(curated, "[]"));
  await expect(restoring).rejects.toMatchObject({ code: "conflict" });
  expect(await readFile(curated, "utf8")).toBe("[]");
  expect((await stat(path)).isDirectory()).toBe(true);
  const names = await readdir(dir);
  expect(names.filter((name) => name.endsWith(".aside"))).toEqual([]);
  expect(await interruptedMoves(dir)).toEqual([]);
});

test("a restore that is ended when the folder is aside is taken back, and one that had put a file there counts", async () => {
  const { dir, path } = await registryWithFolder();
  const aside = `${path}.aside`;
  const interrupt = async () => {
    const journal = new MoveJournal(dir, { fs: diskFileSystem, command });
    await journal.intend([await roomStep(path, aside)]);
    await rename(path, aside);
    await journal.leave();
  };
  await interrupt();
  expect(await settleMoves(dir)).toMatchObject([{ back: [path], left: [], isFinished: false }]);
  await interrupt();
  await writeFile(path, "[]");
  expect(await settleMoves(dir)).toMatchObject([{ back: [], left: [], isFinished: true }]);
  expect([await readFile(path, "utf8"), await isThere(aside)]).toEqual(["[]", true]);
  expect(await interruptedMoves(dir)).toEqual([]);
});

test("a broken layer of which the backup has none stays, which is said, and is none that an undo puts back", async () => {
  const dir = await registryFolder({ discovered: layers.discovered });
  const { backup = "" } = await changeRegistry(dir, { command }, (draft) => draft.removeEntry("first"));
  const path = join(dir, "model_registry.curated.json");
  await writeFile(path, "{");
  expect((await planBackupRestore(dir, { backup })).warnings).toEqual([
    expect.stringMatching(/^model_registry.curated.json cannot be read, and this backup has none. It stays/),
  ]);
  await applyBackupRestore(dir, { backup }, undefined);
  expect((await loadRegistry(dir)).unread).toEqual(["model_registry.curated.json"]);
  await writeFile(path, "[]");
  expect((await plan(dir, "last")).plan).toMatchObject({ removed: [{ name: "first" }], blocked: [] });
});
