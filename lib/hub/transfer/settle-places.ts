import { lstatSync, mkdirSync, realpathSync } from "node:fs";
import { lstat, rmdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { diskFileSystem, errorCodeOf } from "#lib/registry/file-system.ts";
import { partialFolderName } from "#lib/weights/partial-folder.ts";
import { type HeldFolder, holdFolder } from "./held-folder.ts";

/** Where a file is written: the folder for what is not complete is held, and the target lies above it. */
export type Place = Omit<HeldFolder, "via"> & { partials: string; target: string };

export type Places = {
  /** Makes the folder of a target, once: one that goes away later is not made again. */
  make(target: string): void;
  hold(target: string): Place;
  /** Puts the names in the folder of a target on the disk, and leaves nothing behind where nothing is kept. */
  finish(target: string): Promise<void>;
  /** Throws where a folder has gone since it was made or held. */
  guardStanding(): Promise<void>;
};

/**
 * Finds out where the folders of these files truly are. Links that are there now may lead anywhere; one that takes a
 * folder's place later leads nothing that is fetched elsewhere.
 */
export function settlePlaces(targets: Iterable<string>): Places {
  const folders = new Map<string, string>();
  const standing = new Set<string>();
  const realOf = (target: string): string => {
    const folder = dirname(target);
    const real = folders.get(folder) ?? realPathOf(folder);
    folders.set(folder, real);
    return real;
  };
  for (const target of targets) realOf(target);
  const stand = (real: string): void => {
    if (standing.has(real) && !lstatSync(real, { throwIfNoEntry: false })) guardInPlace(real);
    makeFolders(real);
    standing.add(real);
  };
  return {
    make: (target) => stand(realOf(target)),
    finish: async (target) => {
      const held = holdFolder(realOf(target));
      try {
        await diskFileSystem.syncFolder(held.via);
        await rmdir(join(held.via, partialFolderName)).catch(() => undefined);
      } finally {
        held.close();
      }
    },
    hold: (target) => {
      const real = realOf(target);
      const { via, ...held } = holdPartials(real, () => stand(real));
      return { ...held, partials: via, target: `${via}/../${basename(target)}` };
    },
    guardStanding: async () => {
      for (const real of standing) {
        const found = await lstat(real).catch((error: unknown) => errorCodeOf(error));
        if (found === "ENOENT" || found === "ENOTDIR") guardInPlace(real);
      }
    },
  };
}

/** Where a link leads elsewhere now, that is said when something is to be written there. */
function guardInPlace(gone: string): void {
  if (realPathOf(gone) === gone) throw goneError(gone);
}

export function goneError(folder: string): ConsoleError {
  return new ConsoleError("conflict", `${folder} was moved or removed while files came into it.`, {
    hint: "Nothing more was fetched. The same command begins anew there.",
  });
}

/** What is not there yet is to be where its path says. */
function realPathOf(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch (error) {
    const parent = dirname(folder);
    if (parent === folder) throw error;
    return join(realPathOf(parent), basename(folder));
  }
}

function holdPartials(folder: string, stand: () => void): HeldFolder {
  const real = join(folder, partialFolderName);
  for (let tries = 0; ; tries += 1) {
    try {
      return holdFolder(real);
    } catch (error) {
      // Whoever ends a transfer may take the empty folder away just now.
      if (errorCodeOf(error) !== "ENOENT" || tries === 5)
        throw isFolderOrNothing(real) ? error : foreign(real);
      stand();
      makeFolders(real);
    }
  }
}

const isFolderOrNothing = (path: string) => lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? true;

function foreign(folder: string): ConsoleError {
  return new ConsoleError("not-permitted", `${folder} is no folder of its own.`, {
    hint: "What is fetched is kept there until it is complete. Move away what lies there, then try again.",
  });
}

/** Each folder is made in one that is held, so that none is made behind a link. */
function makeFolders(real: string): void {
  const missing: string[] = [];
  let at = real;
  for (; !lstatSync(at, { throwIfNoEntry: false }); at = dirname(at)) missing.unshift(basename(at));
  for (const name of missing) {
    const held = holdFolder(at);
    try {
      mkdirSync(join(held.via, name));
    } catch (error) {
      if (errorCodeOf(error) !== "EEXIST") throw error;
    } finally {
      held.close();
    }
    at = join(at, name);
  }
}
