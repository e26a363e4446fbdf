import { chmod, lstat, mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { isThere, whyHeld } from "#lib/registry/may-move.ts";
import { applyRemoval, planRemoval } from "#lib/registry/remove-entry.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { entryNamed, registryFolder } from "./registry-folder.ts";

const isRoot = process.geteuid?.() === 0;

async function modelInRoot() {
  const root = await temporaryFolder();
  const path = join(root, "owner", "m");
  await mkdir(path, { recursive: true });
  await writeFile(join(path, "w.gguf"), "weights");
  const stats = Object.assign(await lstat(path), { uid: -1 });
  const whyWithout = (...closed: string[]) =>
    whyHeld({ path, root, stats }, { mayWrite: async (folder) => !closed.includes(folder), isThere });
  return { root, path, whyWithout, trash: join(root, ".modeldeck-trash") };
}

test("what goes to the trash leaves a folder that is written in, and goes to one", async () => {
  const { root, path, whyWithout, trash } = await modelInRoot();
  expect(await whyWithout()).toBeUndefined();
  expect(await whyWithout(dirname(path))).toBe(`you may not write in ${dirname(path)}, which holds it`);
  expect(await whyWithout(path)).toBe("it is a folder that you may not write in");
  expect(await whyWithout(trash)).toBeUndefined();
  expect(await whyWithout(trash, root)).toBe(`you may not write in ${root}, where the trash is`);
  await mkdir(trash);
  expect(await whyWithout(root)).toBeUndefined();
  expect(await whyWithout(trash)).toBe(`you may not write in ${trash}, where the trash is`);
});

async function registryOf(download_path: string) {
  const dir = await registryFolder();
  await changeRegistry(dir, { command: "test" }, (draft) =>
    draft.addEntry(entryNamed("m", { download_path })),
  );
  return dir;
}

test("what cannot even be looked at is told in words", async () => {
  const root = await temporaryFolder();
  await symlink(join(root, "two"), join(root, "one"));
  await symlink(join(root, "one"), join(root, "two"));
  const whyOf = async (path: string) => {
    const { blocked } = await planRemoval(
      await registryOf(path),
      { name: "m", deleteFiles: true },
      { roots: [root] },
    );
    return blocked.map(({ why }) => why);
  };
  expect(await whyOf(join(root, "one", "m"))).toEqual(["a link leads back to itself"]);
  expect(await whyOf(join(root, "m".repeat(300)))).toEqual(["its name is longer than the disk allows"]);
});

test.skipIf(isRoot)("somebody else's model stays with its entry, and the rehearsal says so", async () => {
  const { root, path } = await modelInRoot();
  const dir = await registryOf(path);
  const removal = { name: "m", deleteFiles: true, purge: true };
  for (const closed of [path, dirname(path), root]) {
    await chmod(closed, 0o555);
    const plan = await planRemoval(dir, removal, { roots: [root] });
    expect(plan.blocked).toMatchObject([{ what: path, why: expect.stringContaining("you may not write") }]);
    await expect(applyRemoval(dir, removal, { roots: [root] })).rejects.toMatchObject({ code: "blocked" });
    await chmod(closed, 0o755);
  }
  await chmod(dir, 0o555);
  await expect(applyRemoval(dir, { name: "m" }, { roots: [root] })).rejects.toMatchObject({
    code: "not-permitted",
    message: `Nothing can be saved in ${dir}: you may not write there (EACCES).`,
  });
  await chmod(dir, 0o755);
  await mkdir(join(path, "private"), { mode: 0o000 });
  const { blocked } = await planRemoval(dir, removal, { roots: [root] });
  expect(blocked).toMatchObject([{ why: "something in it cannot be counted: you may not look at it" }]);
  await chmod(join(path, "private"), 0o755);
});
