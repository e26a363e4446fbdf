import { chmod, link, lstat, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { diskFileSystem } from "#lib/registry/file-system.ts";
import { entryNamed, registryFolder } from "./registry-folder.ts";

const discovered = "model_registry.discovered.json";
const curated = "model_registry.curated.json";

async function privateFolder(): Promise<string> {
  const dir = await registryFolder({
    curated: [entryNamed("hand")],
    discovered: [entryNamed("a"), entryNamed("b")],
  });
  for (const name of await readdir(dir)) await chmod(join(dir, name), 0o600);
  return dir;
}

const change = (dir: string, fs = diskFileSystem) =>
  changeRegistry(dir, { command: "set", fs }, (draft) => draft.setFields("a", { roles: ["chat"] }));

const backupOf = (name: string, stamp: string | undefined) => name.replace(/json$/, `${stamp}.bak.json`);

test("a backup holds what was there, and whoever writes the registry in place afterwards does not write into it", async () => {
  const dir = await privateFolder();
  const before = await Promise.all([curated, discovered].map((name) => readFile(join(dir, name), "utf8")));
  const { backup } = await change(dir);
  for (const name of [curated, discovered]) {
    expect((await lstat(join(dir, name))).nlink).toBe(1);
    await writeFile(join(dir, name), "[]\n");
  }
  const kept = [curated, discovered].map((name) => readFile(join(dir, backupOf(name, backup)), "utf8"));
  expect(await Promise.all(kept)).toEqual(before);
});

test("where a file cannot have two names, its backup is a copy", async () => {
  const dir = await privateFolder();
  const before = await readFile(join(dir, discovered), "utf8");
  const refused = () => Promise.reject(Object.assign(new Error("EPERM: played"), { code: "EPERM" }));
  const { backup } = await change(dir, { ...diskFileSystem, link: refused });
  expect(await readFile(join(dir, backupOf(discovered, backup)), "utf8")).toBe(before);
});

test("a backup that a dead process left as a second name of the registry gets bytes of its own", async () => {
  const dir = await privateFolder();
  const left = backupOf(discovered, "20261121-000000");
  await link(join(dir, discovered), join(dir, left));
  const before = await readFile(join(dir, discovered), "utf8");
  await changeRegistry(dir, { command: "look" }, () => undefined);
  await writeFile(join(dir, discovered), "[]\n");
  expect(await readFile(join(dir, left), "utf8")).toBe(before);
  expect((await lstat(join(dir, left))).mode & 0o777).toBe(0o600);
});
