import { access, constants, readdir, realpath, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { parseBackupName } from "./backup-name.ts";
import { type FilePlace, fileNames, filePlaceOf, isLink, toLinkError } from "./file-place.ts";
import { mountPoints } from "./mounts.ts";
import { changesFolderName, commitFile, lockFile } from "./registry-files.ts";

/**
 * Once a save counts, each file has to take its place. What would keep one from it is asked before: a save that counts
 * and cannot be finished would stand in the way of every other.
 */
export async function guardReplaceable(
  dir: string,
  places: readonly FilePlace[],
  points: readonly string[] | Promise<readonly string[]> = mountPoints(),
): Promise<void> {
  const own = await realPathsApart(dir);
  const mounted = await points;
  for (const place of places) {
    const real = join(await realpath(place.folder), basename(place.path));
    if (mounted.includes(real)) throw notReplaced(place, "something is mounted there", mountHint);
    if (await isHeldBySticky(place)) throw notReplaced(place, "it is somebody else's", stickyHint);
    if (!place.isLink) continue;
    if (!(await stat(place.path)).isFile()) throw notReplaced(place, "it is no file", folderHint);
    await guardNoRegistry(dir, place, own);
    await access(place.folder, constants.W_OK).catch((error: unknown) => {
      throw toLinkError(error, place);
    });
  }
}

/** The same of these files of a registry, as they are now. Where there is no folder yet, nothing is in the way. */
export async function guardFiles(
  dir: string,
  names: readonly string[],
  points?: Promise<readonly string[]>,
): Promise<void> {
  const isBegun = await realpath(dir).catch(() => undefined);
  if (names.length === 0 || isBegun === undefined) return;
  await guardReplaceable(dir, await Promise.all(names.map((name) => filePlaceOf(dir, name))), points);
}

/**
 * The same, asked of every file beforehand. Whoever waits after a large plan is made waits for the collector too, which
 * comes when nothing else is to be done, and mostly the program ends there.
 */
export async function askAhead(dir: string): Promise<(names: readonly string[]) => void> {
  const points = mountPoints();
  const refusals = await Promise.all(
    fileNames.map((name) =>
      guardFiles(dir, [name], points).then(
        () => undefined,
        (error: unknown) => ({ name, error }),
      ),
    ),
  );
  return (names) => {
    const refusal = refusals.find((each) => each && names.includes(each.name));
    if (refusal) throw refusal.error;
  };
}

/** Whether a link is to be gone afterwards is for its owner to say. */
export async function guardNoLink(dir: string, name: string): Promise<void> {
  if (!(await isLink(join(dir, name)))) return;
  throw new ConsoleError("blocked", `${join(dir, name)} would have to go, and it is a link.`, {
    hint: "Nothing was changed. Remove the link yourself, and try again.",
  });
}

const mountHint = "Mount the folder that it lies in, and not the file alone.";
const folderHint = "Let the link lead to a file, or remove it.";
const stickyHint =
  "In a folder that everybody may write, only the owner of a file replaces it. Have the file be yours.";

const notReplaced = ({ path }: FilePlace, why: string, hint: string) =>
  new ConsoleError("blocked", `${path} cannot be replaced: ${why}.`, {
    hint: `Nothing was changed. ${hint}`,
  });

/**
 * Links may make two files one, of which each save would be the end of the other. A backup that is a layer as well would
 * be written over, and deleted one day.
 */
async function realPathsApart(dir: string): Promise<ReadonlyMap<string, string>> {
  const known = new Map<string, string>();
  const folder = await realpath(dir);
  for (const name of fileNames) {
    const path = await realpath(join(dir, name)).catch(() => undefined);
    if (path === undefined) continue;
    if (dirname(path) === folder && parseBackupName(basename(path))) {
      throw new ConsoleError("blocked", `${name} is a link to ${path}, which is a backup.`, {
        hint: "Nothing was changed. Let it lead to a copy of that, or put the backup back: modeldeck backups",
      });
    }
    const other = known.get(path);
    if (other !== undefined) {
      throw new ConsoleError("blocked", `${other} and ${name} are one file: ${path}.`, {
        hint: "Nothing was changed. Let each of them lead to a file of its own.",
      });
    }
    known.set(path, name);
  }
  return known;
}

const sticky = 0o1000;

async function isHeldBySticky({ folder, path }: FilePlace): Promise<boolean> {
  const user = process.geteuid?.() ?? 0;
  if (user === 0) return false;
  const [around, file] = await Promise.all([stat(folder), stat(path).catch(() => undefined)]);
  return (around.mode & sticky) !== 0 && around.uid !== user && file !== undefined && file.uid !== user;
}

/** Whoever changes the other registry holds another lock, and would write over what was written here. */
async function guardNoRegistry(
  dir: string,
  { name, folder, path }: FilePlace,
  own: ReadonlyMap<string, string>,
): Promise<void> {
  if (folder === (await realpath(dir))) return;
  const there = await readdir(folder).catch((): string[] => []);
  const isTold = (each: string) => there.includes(each) && !own.has(join(folder, each));
  if (![...fileNames, commitFile, lockFile, changesFolderName].some(isTold)) return;
  throw new ConsoleError("blocked", `${name} is a link to ${path}, which is of another registry.`, {
    hint: "Nothing was changed. The two have no lock in common: let the link lead to a folder that is no registry.",
  });
}
