import { lstat, mkdtemp, readdir, realpath, rename, rmdir } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";

const asidePrefix = ".modeldeck-aside-";
const attemptsMax = 500;

/**
 * Acts on two paths where there is no acting through descriptors. A rename never follows the last part of a path: so
 * the topmost folder on the way to each path is renamed into a private folder first, is looked at there, where nobody
 * can swap it any more, and is put back afterwards. Both paths lie below one folder, which is trusted.
 */
export async function withBothAside<Result>(
  [from, to]: readonly [string, string],
  act: (from: string, to: string) => Promise<Result>,
): Promise<Result> {
  const base = commonFolder(from, to);
  if ((await realpath(base)) !== base) throw movedError(base);
  await putBackOrphans(base);
  return withAside({ base, path: from }, (source) =>
    withAside({ base, path: to }, (target) => act(source, target)),
  );
}

export function commonFolder(one: string, other: string): string {
  let folder = dirname(one);
  while (folder !== dirname(folder) && relative(folder, other).startsWith("..")) folder = dirname(folder);
  return folder;
}

type Place = { base: string; path: string };

async function withAside<Result>(
  { base, path }: Place,
  act: (via: string) => Promise<Result>,
): Promise<Result> {
  const [top = "", ...rest] = relative(base, path).split(sep);
  if (rest.length === 0) return act(path);
  const aside = await mkdtemp(join(base, asidePrefix));
  const taken = join(aside, top);
  try {
    await rename(join(base, top), taken);
  } catch (error) {
    await rmdir(aside);
    throw error;
  }
  try {
    await guardPlain(taken, rest.slice(0, -1));
    return await act(join(taken, ...rest));
  } finally {
    await putBack(taken, join(base, top));
    await rmdir(aside);
  }
}

/** None of the folders on the way may be a link, and none can become one here. */
async function guardPlain(taken: string, steps: readonly string[]): Promise<void> {
  let folder = taken;
  for (const step of [undefined, ...steps]) {
    folder = step === undefined ? folder : join(folder, step);
    if (!(await lstat(folder)).isDirectory()) throw movedError(folder);
  }
}

/** Whoever swaps folders may be in the way for a moment. */
async function putBack(taken: string, home: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      if (await isFree(home)) return await rename(taken, home);
    } catch (error) {
      if (attempt >= attemptsMax) throw error;
    }
    if (attempt >= attemptsMax) {
      throw new ConsoleError("conflict", `Something took the place of ${home} while it was moved aside.`, {
        hint: `It lies in ${taken} now. Move it back when its place is free.`,
      });
    }
    await delay(1);
  }
}

const isFree = (path: string) =>
  lstat(path).then(
    () => false,
    () => true,
  );

/** What a process that was ended in between has left aside. The lock sees to it that nobody is at work there. */
async function putBackOrphans(base: string): Promise<void> {
  for (const name of await readdir(base)) {
    if (!name.startsWith(asidePrefix)) continue;
    const aside = join(base, name);
    for (const taken of await readdir(aside)) {
      if (await isFree(join(base, taken))) await rename(join(aside, taken), join(base, taken));
    }
    await rmdir(aside).catch(() => undefined);
  }
}

export function movedError(folder: string): ConsoleError {
  return new ConsoleError("conflict", `${folder} was moved or replaced in the meantime.`, {
    hint: "Nothing was done there. Look at it, and try again.",
  });
}
