import {
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  symlink,
  unlink,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { toBackupName } from "#lib/registry/backup-name.ts";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { diskFileSystem } from "#lib/registry/file-system.ts";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { doctorRegistry } from "#lib/registry/operations/doctor-registry.ts";
import { applyUndo } from "#lib/registry/operations/undo-change.ts";
import { layerFile, snapshotFile } from "#lib/registry/registry-files.ts";
import { restoreBackup } from "#lib/registry/restore-backup.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { failingAt } from "./failing-disk.ts";
import { command, curated, dyingDisk, layers, place, setAll, stateOf } from "./linked-registry.ts";
import { entryNamed, registryFolder } from "./registry-folder.ts";

test("a change is written through a link, which stays, and an undo as well", async () => {
  const { dir, dotfiles, target } = await place();
  const before = await readFile(target, "utf8");
  const { change = "" } = await setAll(dir);
  expect(await readlink(join(dir, curated))).toBe(target);
  expect(JSON.parse(await readFile(target, "utf8"))).toMatchObject([{ name: "a", roles: ["new"] }]);
  await applyUndo({ dir, roots: [] }, { run: change }, undefined);
  expect(await readlink(join(dir, curated))).toBe(target);
  expect(await readFile(target, "utf8")).toBe(before);
  expect(await readdir(dotfiles)).toEqual(["models.json"]);
  const findings = await doctorRegistry(await loadRegistry(dir), { roots: [] });
  expect(findings.find(({ check }) => check === "linked-file")).toMatchObject({
    items: [{ name: curated, detail: `leads to ${target}` }],
  });
});

test.each([
  ["what is not there", () => join("/", "nowhere", "at-all.json")],
  ["itself", () => snapshotFile],
  ["a folder", () => temporaryFolder()],
])(
  "doctor says that nothing can be saved while the snapshot is a link to %s, and so it is",
  async (_where, to) => {
    const dir = await registryFolder(layers);
    await rm(join(dir, snapshotFile), { force: true });
    await symlink(await to(), join(dir, snapshotFile));
    const findings = await doctorRegistry(await loadRegistry(dir), { roots: [], quick: true });
    const ofFiles = findings.filter(({ items }) => items.some(({ name }) => name === snapshotFile));
    expect(ofFiles).toMatchObject([
      { check: "lost-link", severity: "error", says: expect.stringContaining("Nothing can be saved before") },
    ]);
    expect(findings.map(({ check }) => check)).not.toContain("stale-snapshot");
    await expect(setAll(dir)).rejects.toThrow();
  },
);

test("a layer that is a link to nothing is told once, and not as one that is written through", async () => {
  const { dir, target } = await place();
  await rm(target);
  const findings = await doctorRegistry(await loadRegistry(dir), { roots: [], quick: true });
  expect(findings.map(({ check, severity }) => [check, severity])).toEqual([["unreadable-file", "error"]]);
});

test("at whatever request the disk fails, the registry is old or new, and nothing is left beside the target", async () => {
  let k = 0;
  for (let isOver = false; !isOver; ) {
    k += 1;
    const { dir, dotfiles, target } = await place();
    const { fs, calls } = failingAt(k, "EIO");
    const told = await setAll(dir, fs).catch((error: unknown) => error);
    isOver = calls() < k;
    const state = await stateOf(dir);
    expect(["a old, b old", "a new, b new"]).toContain(state);
    if (!(told instanceof Error)) expect(state).toBe("a new, b new");
    await setAll(dir);
    expect(await stateOf(dir)).toBe("a new, b new");
    expect(await readlink(join(dir, curated))).toBe(target);
    expect(await readdir(dotfiles)).toEqual(["models.json"]);
  }
  expect(k).toBeGreaterThan(25);
});

test("a save that a process died in is read, and finished through the link", async () => {
  const { dir, dotfiles, target } = await place();
  await expect(setAll(dir, dyingDisk())).rejects.toThrow("is saved");
  expect(await readFile(target, "utf8")).toContain("old");
  expect(await stateOf(dir)).toBe("a new, b new");
  await changeRegistry(dir, { command }, (draft) => draft.addEntry(entryNamed("c")));
  expect(await readFile(target, "utf8")).toContain("new");
  expect(await readlink(join(dir, curated))).toBe(target);
  expect(await readdir(dotfiles)).toEqual(["models.json"]);
});

test("a link to nothing is no empty layer: the registry can only be read until it leads somewhere", async () => {
  const { dir, dotfiles, target } = await place();
  await rename(target, join(dotfiles, "away.json"));
  const registry = await loadRegistry(dir);
  expect(registry.readOnly).toBe(
    `${curated} cannot be read: it is a link to ${target}, and nothing is there.`,
  );
  await expect(setAll(dir)).rejects.toMatchObject({ code: "registry-unreadable" });
  expect(await readlink(join(dir, curated))).toBe(target);
  await rename(join(dotfiles, "away.json"), target);
  await setAll(dir);
});

test("a backup is not put over what an unreadable link leads to", async () => {
  const { dir, target } = await place();
  const { backup = "" } = await setAll(dir);
  await writeFile(target, "a shell script");
  const restoring = restoreBackup(dir, { command, stamp: backup });
  await expect(restoring).rejects.toMatchObject({ hint: expect.stringContaining("remove the link") });
  expect(await readFile(target, "utf8")).toBe("a shell script");
  await unlink(join(dir, curated));
  await restoreBackup(dir, { command, stamp: backup });
  expect(await stateOf(dir)).toBe("a old, b old");
  expect((await lstat(join(dir, curated))).isFile()).toBe(true);
});

test("a snapshot that is a link to nothing stops a change, which says so and changes nothing", async () => {
  const { dir, target } = await place();
  await rm(join(dir, snapshotFile), { force: true });
  await symlink(join(dir, "none", "at-all.json"), join(dir, snapshotFile));
  await expect(setAll(dir)).rejects.toMatchObject({
    code: "blocked",
    message: `${join(dir, snapshotFile)} is a link to what is not there.`,
  });
  expect(await readFile(target, "utf8")).toContain("old");
  await mkdir(join(dir, "none"));
  await writeFile(join(dir, "none", "at-all.json"), "[]");
  await setAll(dir);
  expect(await readFile(join(dir, "none", "at-all.json"), "utf8")).toContain("new");
});

test.each([
  ["EACCES", "blocked", "nothing can be written in"],
  ["ENOSPC", "no-space", "there is no space left in"],
])("where a file beside the target fails with %s, a sentence says why", async (code, told, why) => {
  const { dir, dotfiles, target } = await place();
  const fs = {
    ...diskFileSystem,
    create: (path: string, mode: number) =>
      path.startsWith(dotfiles)
        ? Promise.reject(Object.assign(new Error(code), { code }))
        : diskFileSystem.create(path, mode),
  };
  await expect(setAll(dir, fs)).rejects.toMatchObject({
    code: told,
    message: `${curated} is a link to ${target}, and ${why} ${dotfiles} (${code}).`,
  });
  expect(await stateOf(dir)).toBe("a old, b old");
});

test("a folder that cannot be waited for leaves nothing behind", async () => {
  const { dir, dotfiles } = await place();
  const before = [await readdir(dir), await readdir(dotfiles)];
  const fs = {
    ...diskFileSystem,
    syncFolder: (path: string) =>
      path === dotfiles ? Promise.reject(new Error("EACCES")) : diskFileSystem.syncFolder(path),
  };
  await expect(setAll(dir, fs)).rejects.toMatchObject({ code: "failed" });
  const left = (await readdir(dir)).filter((name) => name !== ".modeldeck-changes");
  expect([left, await readdir(dotfiles)]).toEqual(before);
});

test("a backup that a link makes a layer is not written over, and no other change deletes it either", async () => {
  const { dir } = await place();
  const { backup = "" } = await setAll(dir);
  const name = toBackupName({ stamp: backup, file: "curated" });
  const before = await readFile(join(dir, name), "utf8");
  await rm(join(dir, curated));
  await symlink(name, join(dir, curated));
  const refused = { code: "blocked", message: expect.stringContaining("which is a backup") };
  await expect(setAll(dir)).rejects.toMatchObject(refused);
  const other = changeRegistry(dir, { command }, (draft) => draft.setFields("b", { family: "other" }));
  await expect(other).rejects.toMatchObject(refused);
  expect(await readFile(join(dir, name), "utf8")).toBe(before);
});

test("two files that are one by a link are not written", async () => {
  const { dir, target } = await place();
  await rm(join(dir, layerFile("discovered")));
  await symlink(target, join(dir, layerFile("discovered")));
  const before = await readFile(target, "utf8");
  const adding = changeRegistry(dir, { command }, (draft) => draft.addEntry(entryNamed("c")));
  await expect(adding).rejects.toMatchObject({
    code: "blocked",
    message: expect.stringContaining("are one file"),
  });
  expect(await readFile(target, "utf8")).toBe(before);
});
