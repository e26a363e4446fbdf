import { lstat, readlink, rename, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { ensureFolder } from "#lib/state/ensure-folder.ts";
import type { CachePlaces } from "./cache-places.ts";

type Linked = { path: string; blob: string };

/** Gives blobs that are whole their names in a snapshot, and the revision its commit. What is right already stays. */
export async function linkSnapshot(
  places: CachePlaces,
  { files, commit, revision }: { files: readonly Linked[]; commit: string; revision: string },
): Promise<void> {
  await writeOnce(join(places.cache, "CACHEDIR.TAG"), cacheTag);
  for (const { path, blob } of files) await link(join(places.snapshot, path), join(places.blobs, blob));
  const isName = revision !== commit && !revision.split("/").includes("..");
  if (isName) await writeWhole(join(places.refs, revision), commit);
}

const cacheTag = [
  "Signature: 8a477f597d28d172789f06886806bc55",
  "# This file is a cache directory tag created by huggingface_hub.",
  "# For information about cache directory tags, see: https://bford.info/cachedir/",
  "",
].join("\n");

async function link(name: string, blob: string): Promise<void> {
  const target = relative(dirname(name), blob);
  await ensureFolder(dirname(name));
  const there = await lstat(name).catch(() => undefined);
  if (there?.isSymbolicLink() && (await readlink(name)) === target) return;
  if (there?.isDirectory()) {
    throw new ConsoleError("blocked", `${name} is a folder, where a file is to be.`, {
      hint: "Move it away; nothing else was touched.",
    });
  }
  const fresh = `${name}.${process.pid}.new`;
  await rm(fresh, { force: true });
  await symlink(target, fresh);
  await rename(fresh, name);
}

async function writeOnce(path: string, text: string): Promise<void> {
  await ensureFolder(dirname(path));
  await writeFile(path, text, { flag: "wx" }).catch((error: unknown) => {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  });
}

async function writeWhole(path: string, text: string): Promise<void> {
  await ensureFolder(dirname(path));
  const fresh = `${path}.${process.pid}.new`;
  await writeFile(fresh, text);
  await rename(fresh, path);
}
