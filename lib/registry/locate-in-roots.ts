import type { BigIntStats } from "node:fs";
import { lstat, realpath } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, isAbsolute, join } from "node:path";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { isInTrash, trashFolderName } from "#lib/weights/trash-folder.ts";
import { diskWordsOf } from "./disk-words.ts";
import { placeKindOf } from "./entry-place.ts";
import { errorCodeOf } from "./file-system.ts";
import { isInside } from "./is-inside.ts";
import { type FolderLeave, isThere, mayWrite } from "./may-move.ts";
import { farHint, mountedIn, mountName, mountOf, mountPoints } from "./mounts.ts";

type Obstacle = Plan["blocked"][number];

export type Location =
  /** `path` is real except for its last part, which may be a link. */
  | { kind: "found"; path: string; root: string; isLink: boolean; stamp: string; stats: BigIntStats }
  | { kind: "missing"; path: string }
  | { kind: "blocked"; obstacle: Obstacle };

/** What the disk says of the folders around a path. */
export type FoldersAround = FolderLeave & {
  realOf: (folder: string) => Promise<string>;
  mountOf: (folder: string) => Promise<string>;
  points: () => Promise<readonly string[]>;
};

const asking = (points: FoldersAround["points"]): FoldersAround => ({
  realOf: (folder) => realpath(folder),
  mountOf: async (folder) => mountOf(folder, await points()),
  points,
  ...{ mayWrite, isThere },
});

const asked = asking(mountPoints);

/** The same, each folder asked once: thousands of models lie in a few. For a plan, as long as it is made. */
export function askedOnce(): FoldersAround {
  const onceOf = <Answer>(ask: (folder: string) => Promise<Answer>) => {
    const answers = new Map<string, Promise<Answer>>();
    return (folder: string) => {
      const answer = answers.get(folder) ?? ask(folder);
      answers.set(folder, answer);
      return answer;
    };
  };
  let known: Promise<readonly string[]> | undefined;
  const points = () => {
    known ??= mountPoints();
    return known;
  };
  const { realOf, mountOf } = asking(points);
  const leave = { mayWrite: onceOf(mayWrite), isThere: onceOf(isThere) };
  return { realOf: onceOf(realOf), mountOf: onceOf(mountOf), points, ...leave };
}

/** Finds where a path that is to be deleted really lies, and refuses whatever is not plainly inside a root. */
export async function locateInRoots(path: string, roots: string[], around = asked): Promise<Location> {
  const malformed = obstacleIn(path);
  if (malformed) return blocked(path, malformed.why, malformed.hint);
  const trimmed = path.replace(/(?<=.)[/\\]+$/, "");
  const realRoots = await toRealRoots(roots, around);
  try {
    const real = join(await around.realOf(dirname(trimmed)), basename(trimmed));
    const stats = await lstat(real, { bigint: true });
    const root = longestRoot(real, realRoots) ?? "";
    const why = (await whyNot(real, realRoots, around)) ?? (await whyFastened(real, { stats, root }, around));
    if (why) return blocked(path, why.why, why.hint);
    const stamp = `${stats.dev}.${stats.ino}.${stats.mtimeNs}.${stats.size}`;
    return { kind: "found", path: real, root, isLink: stats.isSymbolicLink(), stamp, stats };
  } catch (error) {
    const code = errorCodeOf(error);
    if (code === "ENOENT" || code === "ENOTDIR") return toMissing(trimmed, roots);
    return blocked(path, diskWordsOf(error));
  }
}

function obstacleIn(path: string): { why: string; hint?: string } | undefined {
  const kind = placeKindOf({ path });
  if (kind === "ollama")
    return { why: "Ollama keeps it in its own store", hint: "Remove it with: ollama rm <model>" };
  if (path.includes("\0")) return { why: "it holds a null character" };
  if (kind === "foreign") return { why: "it is a path of Windows" };
  if (kind === "relative")
    return { why: "it is not an absolute path", hint: "Set the entry's whole path first." };
  if (path.split(/[/\\]/).includes("..")) return { why: "it leads upwards with .." };
  const isOdd = /^[/\\]{2}[?.]|[. ]+([/\\]|$)|:.*:/.test(path);
  if (process.platform === "win32" && isOdd) return { why: "Windows would read it as another path" };
  return undefined;
}

/** A root that is missing or is everything protects nothing. */
export async function toRealRoots(roots: readonly string[], { realOf } = asked): Promise<string[]> {
  const real = await Promise.all(
    roots.filter((root) => isAbsolute(root)).map((root) => realOf(root).catch(() => undefined)),
  );
  return real.filter((root) => root !== undefined).filter((root) => root !== dirname(root));
}

async function whyNot(
  real: string,
  roots: string[],
  { realOf }: FoldersAround,
): Promise<{ why: string; hint?: string } | undefined> {
  const home = await realOf(homedir()).catch(() => homedir());
  if (roots.includes(real)) return { why: "it is a root itself" };
  if (roots.some((root) => isInside(root, real))) return { why: "a root lies in it" };
  if (real === home || isInside(home, real)) return { why: "your home folder lies in it" };
  if (isInTrash(real)) return { why: "it lies in the trash already" };
  if (longestRoot(real, roots) !== undefined) return undefined;
  return {
    why: "it lies outside every root",
    hint: "Only inside a root is anything deleted. Add its folder to the roots.",
  };
}

/** Only a rename brings something into the trash of its root, and no rename leads from one mount to another. */
async function whyFastened(
  real: string,
  { stats, root }: { stats: BigIntStats; root: string },
  { mountOf, points }: FoldersAround,
): Promise<Obstacle | undefined> {
  const [all, holding] = [await points(), await mountOf(dirname(real))];
  const isMount = stats.isDirectory() ? mountName(real, stats.dev, all) !== holding : all.includes(real);
  if (isMount)
    return { what: real, why: "it is a mount point", hint: "Unmount it, or delete what is in it." };
  const inside = stats.isDirectory() ? mountedIn(real, all) : undefined;
  if (inside !== undefined)
    return { what: real, why: `something is mounted in it, at ${inside}`, hint: "Unmount that first." };
  const trash = join(root, trashFolderName);
  if ((await mountOf(trash)) === holding) return undefined;
  return { what: real, why: `it lies on another file system than ${trash}`, hint: farHint };
}

function longestRoot(path: string, roots: string[]): string | undefined {
  return roots.filter((root) => isInside(path, root)).sort((one, other) => other.length - one.length)[0];
}

/** What lies under a root that is itself absent is on a disk that is not there, and not deleted. */
async function toMissing(path: string, roots: string[]): Promise<Location> {
  const root = longestRoot(
    path,
    roots.filter((each) => isAbsolute(each)),
  );
  const isRootThere = root !== undefined && (await realpath(root).catch(() => undefined)) !== undefined;
  if (root !== undefined && !isRootThere) {
    return blocked(path, `its root ${root} is not there`, "Is its disk mounted?");
  }
  return { kind: "missing", path };
}

function blocked(what: string, why: string, hint?: string): Location {
  return { kind: "blocked", obstacle: { what, why, ...(hint === undefined ? {} : { hint }) } };
}
