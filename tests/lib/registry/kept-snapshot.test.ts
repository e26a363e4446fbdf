import { readdir, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { listBackupNames } from "#lib/registry/backups.ts";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { diskFileSystem, type FileSystem } from "#lib/registry/file-system.ts";
import type { RegistryDraft } from "#lib/registry/registry-draft.ts";
import { restoreBackup } from "#lib/registry/restore-backup.ts";
import { lettersIn, undo } from "./operations/undo-for-tests.ts";
import { entryNamed, registryFolder } from "./registry-folder.ts";

const command = "test";
const textOf = (...names: string[]) =>
  `${JSON.stringify(
    names.map((name) => entryNamed(name)),
    null,
    2,
  )}\n`;
const play = (name: string) => (draft: RegistryDraft) => draft.setFields(name, { roles: ["chat"] });

async function changed(dir: string, act: (draft: RegistryDraft) => void): Promise<string> {
  const { change = "" } = await changeRegistry(dir, { command }, act);
  return change;
}

const setAside = async (dir: string) =>
  (await readdir(join(dir, ".modeldeck-changes"))).filter((name) => name.endsWith(".snapshot"));

async function forgetBackups(dir: string): Promise<void> {
  for (const name of [...(await listBackupNames(dir)).values()].flat()) await rm(join(dir, name));
}

test("what an undo writes as any save would is not set aside by the next change", async () => {
  const dir = await registryFolder({ discovered: [entryNamed("a"), entryNamed("b")] });
  await changed(dir, play("a"));
  await undo(dir, await changed(dir, play("b")));
  await changed(dir, play("b"));
  expect(await setAside(dir)).toEqual([]);
});

test.each(["another change", "the undo of its undo"])(
  "the single file of earlier times is alone again each time, also after %s",
  async (next) => {
    const dir = await registryFolder();
    await writeFile(join(dir, "model_registry.json"), textOf("a", "b"));
    const before = await lettersIn(dir);
    const { change: undone = "" } = await undo(dir, await changed(dir, play("a")));
    expect(await lettersIn(dir)).toEqual(before);
    const { change: again = "" } =
      next === "another change" ? { change: await changed(dir, play("b")) } : await undo(dir, undone);
    await undo(dir, again);
    expect(await lettersIn(dir)).toEqual(before);
  },
);

test.each(["a change", "an undo"])(
  "a layer that somebody wrote since %s has the snapshot set aside",
  async (what) => {
    const dir = await registryFolder({ curated: [entryNamed("c")], discovered: [entryNamed("a")] });
    await changed(dir, play("a"));
    if (what === "an undo") await undo(dir, await changed(dir, play("c")));
    await writeFile(join(dir, "model_registry.curated.json"), textOf("c", "by hand"));
    const before = await lettersIn(dir);
    await undo(dir, await changed(dir, play("c")));
    expect(await lettersIn(dir)).toEqual(before);
  },
);

test("nor is a layer taken for ours that somebody wrote while a change was being finished", async () => {
  const dir = await registryFolder({ curated: [entryNamed("c")], discovered: [entryNamed("a")] });
  await changed(dir, play("a"));
  const late: FileSystem = {
    ...diskFileSystem,
    async remove(path) {
      await diskFileSystem.remove(path);
      if (path.endsWith("commit.json")) {
        await writeFile(join(dir, "model_registry.curated.json"), textOf("c", "by hand"));
      }
    },
  };
  await changeRegistry(dir, { command, fs: late }, (draft) => draft.setFields("a", { roles: ["code"] }));
  const before = await lettersIn(dir);
  await undo(dir, await changed(dir, play("a")));
  expect(await lettersIn(dir)).toEqual(before);
});

test("of the snapshots that were set aside the oldest go when they take too much room", async () => {
  const dir = await registryFolder({ discovered: [entryNamed("a")], snapshot: [entryNamed("elsewhere")] });
  const first = await changed(dir, play("a"));
  const folder = join(dir, ".modeldeck-changes");
  await truncate(join(folder, `${first}.snapshot`), 300_000_000);
  await writeFile(join(dir, "model_registry.json"), textOf("a"));
  const second = await changed(dir, (draft) => draft.setFields("a", { roles: ["code"] }));
  expect(await setAside(dir)).toEqual([`${second}.snapshot`]);
  expect(await readdir(folder)).toContain(`${first}.json`);
});

test("the snapshot that a backup's return mended is there again when its undo is undone", async () => {
  const dir = await registryFolder({ discovered: [entryNamed("a")], snapshot: [entryNamed("elsewhere")] });
  await undo(dir, await changed(dir, play("a")));
  const [stamp = ""] = [...(await listBackupNames(dir)).keys()].sort();
  const { change = "" } = await restoreBackup(dir, { command, stamp });
  const mended = await lettersIn(dir);
  await forgetBackups(dir);
  const { change: undone = "" } = await undo(dir, change);
  await forgetBackups(dir);
  await undo(dir, undone);
  expect(await lettersIn(dir)).toEqual(mended);
});

test("the snapshot keeps its own layout where that of an emptied layer comes back", async () => {
  const dir = await registryFolder();
  await writeFile(join(dir, "model_registry.discovered.json"), textOf("a").trimEnd());
  await changed(dir, play("a"));
  const before = await lettersIn(dir);
  await undo(dir, await changed(dir, (draft) => draft.removeEntry("a")));
  expect(await lettersIn(dir)).toEqual(before);
});
