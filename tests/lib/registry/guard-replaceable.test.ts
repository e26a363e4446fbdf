import {
  chmod,
  chown,
  cp,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { filePlaceOf } from "#lib/registry/file-place.ts";
import { diskFileSystem, type FileSystem } from "#lib/registry/file-system.ts";
import { guardFiles, guardReplaceable } from "#lib/registry/guard-replaceable.ts";
import { checkUnfinished } from "#lib/registry/health/check-leftovers.ts";
import { checkLinks } from "#lib/registry/health/check-links.ts";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { planBackupRestore } from "#lib/registry/operations/backup-restoring.ts";
import { type Finding, planMaintenance } from "#lib/registry/operations/maintain.ts";
import { planUndo } from "#lib/registry/operations/undo-change.ts";
import { layerFile } from "#lib/registry/registry-files.ts";
import { restoreBackup } from "#lib/registry/restore-backup.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { command, curated, dyingDisk, layers, place, setAll, stateOf } from "./linked-registry.ts";
import { registryFolder } from "./registry-folder.ts";

const isRoot = process.geteuid?.() === 0;
const nobody = 65534;

test("a link into another registry is not followed to write: the two have no lock in common", async () => {
  const { dir, dotfiles, target } = await place();
  for (const sign of ["model_registry.json", "model_registry.lock", ".modeldeck-changes"]) {
    await writeFile(join(dotfiles, sign), "");
    await expect(setAll(dir)).rejects.toMatchObject({
      code: "blocked",
      message: `${curated} is a link to ${target}, which is of another registry.`,
    });
    await expect(planned(dir)).rejects.toMatchObject({ code: "blocked" });
    // What would write nothing is in nobody's way.
    await planned(dir, []);
    const told = await checkLinks(await loadRegistry(dir));
    expect(told.map(({ check }) => check)).toEqual(["unwritten-link"]);
    await rm(join(dotfiles, sign));
  }
  expect(await stateOf(dir)).toBe("a old, b old");
  // Both layers of one registry may lie there.
  const discovered = layerFile("discovered");
  await rename(join(dir, discovered), join(dotfiles, discovered));
  await symlink(join(dotfiles, discovered), join(dir, discovered));
  await setAll(dir);
  expect(await stateOf(dir)).toBe("a new, b new");
});

const changeOfA = { deed: "change" as const, name: "a", patch: { roles: ["x"] }, why: "" };

const planned = (dir: string, findings: Finding[] = [changeOfA]) =>
  planMaintenance(dir, { command, operation: () => ({ findings }) });

test("where there is no folder yet, nothing is in the way of a plan", async () => {
  const dir = join(await temporaryFolder(), "none");
  const entry = { name: "a", backend: "vllm" };
  const plan = await planned(dir, [{ deed: "add", name: "a", entry, why: "" }]);
  expect(plan.added).toHaveLength(1);
});

test("neither a restore nor an undo is planned where it would be refused", async () => {
  const { dir, dotfiles } = await place();
  const { backup = "" } = await setAll(dir);
  const undoing = () => planUndo({ dir, roots: [] }, { run: "last" });
  await writeFile(join(dotfiles, "model_registry.json"), "[]");
  await expect(planBackupRestore(dir, { backup })).rejects.toThrow("is of another registry");
  await expect(undoing()).rejects.toThrow("is of another registry");
  await rm(join(dotfiles, "model_registry.json"));
  expect((await undoing()).plan.changed).toHaveLength(2);
  // What was not there before is to be gone, unless it is a link now.
  const begun = await registryFolder();
  await changeRegistry(begun, { command }, (draft) => draft.addEntry({ name: "a", backend: "vllm" }));
  const discovered = layerFile("discovered");
  await rename(join(begun, discovered), join(dotfiles, discovered));
  await symlink(join(dotfiles, discovered), join(begun, discovered));
  const takingBack = planUndo({ dir: begun, roots: [] }, { run: "last" });
  await expect(takingBack).rejects.toThrow("would have to go, and it is a link");
});

test("a link that cannot be followed, or leads to a folder, is told in words before anything is done", async () => {
  for (const [leadsTo, why] of [
    ["model_registry.json", "cannot be followed (ELOOP)"],
    [join(layerFile("discovered"), "x"), "cannot be followed (ENOTDIR)"],
    [".", "it is no file"],
  ] as const) {
    const { dir } = await place();
    await symlink(leadsTo, join(dir, "model_registry.json"));
    const refused = { code: "blocked", message: expect.stringContaining(why), hint: expect.any(String) };
    await expect(planned(dir)).rejects.toMatchObject(refused);
    await expect(setAll(dir)).rejects.toMatchObject(refused);
  }
});

test("what another registry has committed beside its link is not swept away", async () => {
  const { dir, dotfiles } = await place();
  await expect(setAll(dir, dyingDisk())).rejects.toThrow("is saved");
  await writeFile(join(dotfiles, layerFile("discovered")), '[{"name":"b","backend":"vllm"}]');
  await setAll(dotfiles).catch(() => undefined);
  await rm(join(dotfiles, layerFile("discovered")));
  await rm(join(dotfiles, "model_registry.json"), { force: true });
  await rm(join(dotfiles, ".modeldeck-changes"), { recursive: true, force: true });
  await rm(join(dotfiles, "model_registry.lock"), { force: true });
  await setAll(dir);
  expect(await stateOf(dir)).toBe("a new, b new");
});

test("a link that is turned before its save is finished is to lead back first", async () => {
  const { dir, target } = await place();
  await expect(setAll(dir, dyingDisk())).rejects.toThrow("is saved");
  const other = join(await temporaryFolder(), "other.json");
  await writeFile(other, "[]");
  await rm(join(dir, curated));
  await symlink(other, join(dir, curated));
  await expect(setAll(dir)).rejects.toMatchObject({
    code: "blocked",
    message: `${curated} led to ${target} when it was saved, and that was not finished.`,
  });
  // No plan promises what would be refused, nor does the doctor.
  await expect(planUndo({ dir, roots: [] }, { run: "last" })).rejects.toThrow(`led to ${target}`);
  expect((await checkUnfinished(dir)).find(({ check }) => check === "unfinished-save")).toMatchObject({
    severity: "error",
    items: expect.arrayContaining([
      { name: "model_registry.commit.json", detail: expect.stringContaining(`led to ${target}`) },
    ]),
  });
  await rm(join(dir, curated));
  await symlink(target, join(dir, curated));
  await setAll(dir);
  expect(await readFile(target, "utf8")).toContain("new");
});

test("what a link was turned to meanwhile is not written over, though it lies beside what was to be", async () => {
  const { dir, dotfiles, target } = await place();
  await expect(setAll(dir, dyingDisk())).rejects.toThrow("is saved");
  const other = join(dotfiles, "other.json");
  await writeFile(other, "[]");
  await rm(join(dir, curated));
  await symlink(other, join(dir, curated));
  await expect(setAll(dir)).rejects.toMatchObject({ code: "blocked" });
  expect(await readFile(other, "utf8")).toBe("[]");
  // Nor is a copy of the whole folder, in which somebody has gone on.
  const copy = await temporaryFolder();
  await cp(dotfiles, copy, { recursive: true });
  await rm(join(dir, curated));
  await symlink(join(copy, basename(target)), join(dir, curated));
  await expect(setAll(dir)).rejects.toMatchObject({ code: "blocked" });
  expect(await readFile(join(copy, basename(target)), "utf8")).toContain("old");
});

test("a file that became a link before its save was finished is to be a file first", async () => {
  const dir = await registryFolder(layers);
  await expect(setAll(dir, dyingDisk())).rejects.toThrow("is saved");
  const target = join(await temporaryFolder(), "models.json");
  await rename(join(dir, curated), target);
  await symlink(target, join(dir, curated));
  expect(await stateOf(dir)).toBe("a new, b new");
  await expect(setAll(dir)).rejects.toMatchObject({
    code: "blocked",
    message: `${curated} was no link when it was saved, and that was not finished.`,
  });
  await rename(target, join(dir, curated));
  await changeRegistry(dir, { command }, (draft) => draft.setFields("b", { family: "newest" }));
  expect(await stateOf(dir)).toBe("a new, b newest");
});

test("where only the target was deleted, the hint leads to what was saved", async () => {
  const { dir, target } = await place();
  await expect(setAll(dir, dyingDisk())).rejects.toThrow("is saved");
  await rm(target);
  await rm(join(dir, curated));
  await expect(setAll(dir)).rejects.toMatchObject({ hint: expect.stringContaining("an empty one will do") });
  await writeFile(target, "");
  await symlink(target, join(dir, curated));
  await setAll(dir);
  expect(await stateOf(dir)).toBe("a new, b new");
});

test("where the old target is gone for good, and so is the link, a backup goes back", async () => {
  const { dir, dotfiles, target } = await place();
  const { backup = "" } = await setAll(dir);
  await writeFile(target, '[{"name":"a","backend":"vllm"}]');
  await expect(setAll(dir, dyingDisk())).rejects.toThrow("is saved");
  await rm(dotfiles, { recursive: true });
  // What a disk was mounted at stays, and is empty.
  await mkdir(dotfiles);
  await expect(setAll(dir)).rejects.toMatchObject({ code: "blocked" });
  await rm(join(dir, curated));
  await restoreBackup(dir, { command, stamp: backup });
  expect(await stateOf(dir)).toBe("a old, b old");
});

test("a save is finished although the folders above have another name since", async () => {
  const above = await temporaryFolder();
  const [dir, far] = [join(above, "one", "registry"), join(above, "one", "far")];
  await mkdir(far, { recursive: true });
  await mkdir(dir);
  await writeFile(join(far, "models.json"), JSON.stringify(layers.curated));
  await writeFile(join(dir, layerFile("discovered")), JSON.stringify(layers.discovered));
  await symlink("../far/models.json", join(dir, curated));
  await expect(setAll(dir, dyingDisk())).rejects.toThrow("is saved");
  await rename(join(above, "one"), join(above, "two"));
  const moved = join(above, "two", "registry");
  await setAll(moved);
  expect(await stateOf(moved)).toBe("a new, b new");
  // The linked file may have had its place already.
  await expect(setOther(moved, dyingDisk())).rejects.toThrow("is saved");
  const there = join(above, "two", "far");
  const [temporary = ""] = (await readdir(there)).filter((name) => name !== "models.json");
  await rename(join(there, temporary), join(there, "models.json"));
  await rename(join(above, "two"), join(above, "three"));
  await changeRegistry(join(above, "three", "registry"), { command }, () => undefined);
  expect(await stateOf(join(above, "three", "registry"))).toBe("a other, b other");
});

const setOther = (dir: string, fs: FileSystem) =>
  changeRegistry(dir, { command, fs }, (draft) => {
    draft.setFields("a", { roles: ["other"] });
    draft.setFields("b", { family: "other" });
  });

test.skipIf(isRoot)("of a link into a folder that nobody may write in there is no plan", async () => {
  const { dir, dotfiles } = await place();
  await chmod(dotfiles, 0o555);
  await expect(guardFiles(dir, [curated])).rejects.toThrow(
    `and nothing can be written in ${dotfiles} (EACCES)`,
  );
  await guardFiles(dir, [layerFile("discovered")]);
  await chmod(dotfiles, 0o755);
});

test("who cannot give a file away writes it all the same", async () => {
  const { dir } = await place();
  const refusing = {
    ...diskFileSystem,
    create: async (path: string, mode: number) => ({
      ...(await diskFileSystem.create(path, mode)),
      chown: () => Promise.reject(Object.assign(new Error("EPERM"), { code: "EPERM" })),
    }),
  };
  await setAll(dir, refusing);
  expect(await stateOf(dir)).toBe("a new, b new");
});

test.runIf(isRoot)("a file keeps its owner where somebody else may change it", async () => {
  const { dir, target } = await place();
  await chown(target, nobody, nobody);
  await chown(join(dir, layerFile("discovered")), nobody, nobody);
  await setAll(dir);
  for (const path of [target, join(dir, layerFile("discovered"))]) {
    expect(await stat(path)).toMatchObject({ uid: nobody, gid: nobody });
  }
});

test("a file that something is mounted over cannot be replaced, and that is found out before the save counts", async () => {
  const dir = await registryFolder({ discovered: [] });
  const discovered = await filePlaceOf(dir, layerFile("discovered"));
  await guardReplaceable(dir, [discovered], [dir, "/"]);
  const link = join(await temporaryFolder(), "link");
  await symlink(dir, link);
  const throughLink = await filePlaceOf(link, layerFile("discovered"));
  await expect(guardReplaceable(link, [throughLink], [discovered.path])).rejects.toThrow("is mounted there");
  await expect(guardReplaceable(dir, [discovered], [discovered.path])).rejects.toMatchObject({
    code: "blocked",
    message: `${discovered.path} cannot be replaced: something is mounted there.`,
  });
});
