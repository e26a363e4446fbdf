import { rename, symlink } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { diskFileSystem } from "#lib/registry/file-system.ts";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { layerFile } from "#lib/registry/registry-files.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { entryNamed, registryFolder } from "./registry-folder.ts";

export const curated = layerFile("curated");
export const command = "test";
export const layers = {
  curated: [entryNamed("a", { roles: ["old"] })],
  discovered: [entryNamed("b", { family: "old" })],
};

/** A registry whose curated layer lies among somebody's dotfiles. */
export async function place() {
  const dir = await registryFolder(layers);
  const dotfiles = await temporaryFolder();
  const target = join(dotfiles, "models.json");
  await rename(join(dir, curated), target);
  await symlink(target, join(dir, curated));
  return { dir, dotfiles, target };
}

export const setAll = (dir: string, fs = diskFileSystem) =>
  changeRegistry(dir, { command, fs }, (draft) => {
    draft.setFields("a", { roles: ["new"] });
    draft.setFields("b", { family: "new" });
  });

export async function stateOf(dir: string): Promise<string> {
  const { entries, problems } = await loadRegistry(dir);
  expect(problems).toEqual([]);
  return entries.map(({ name, roles, family }) => `${name} ${roles[0] ?? family}`).join(", ");
}

/** Once a save is committed, nothing can be renamed or removed any more: as if the process were gone. */
export function dyingDisk() {
  let isDead = false;
  const dying = { ...diskFileSystem };
  const gone = () => {
    throw new Error("dead");
  };
  dying.rename = async (from, to) =>
    isDead
      ? gone()
      : diskFileSystem.rename(from, to).then(() => {
          isDead = to.endsWith("commit.json");
        });
  dying.remove = async (path) => (isDead ? gone() : diskFileSystem.remove(path));
  return dying;
}
