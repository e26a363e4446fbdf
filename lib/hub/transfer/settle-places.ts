import { lstatSync, mkdirSync, realpathSync } from "node:fs";
import { rmdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { diskFileSystem, errorCodeOf } from "#lib/registry/file-system.ts";
import { partialFolderName } from "#lib/weights/partial-folder.ts";
import { type HeldFolder, holdFolder } from "./held-folder.ts";

/** Where a file is written: the folder for what is not complete is held, and the target lies above it. */
export type Place = Omit<HeldFolder, "via"> & { partials: string; target: string };

export type Places = {
  /** Makes the folder of a target. */
  make(target: string): void;
  hold(target: string): Place;
  /** Puts the names in the folder of a target on the disk, and leaves nothing behind where nothing is kept. */
  finish(target: string): Promise<void>;
};

/**
 * Finds out where the folders of these files truly are. Links that are there now may lead anywhere; one that takes a
 * folder's place later leads nothing that is fetched elsewhere.
 */
export function settlePlaces(targets: Iterable<string>): Places {
  const folders = new Map<string, string>();
  const realOf = (target: string): string => {
    const folder = dirname(target);
    const real = folders.get(folder) ?? realPathOf(folder);
    folders.set(folder, real);
    return real;
  };
  for (const target of targets) realOf(target);
  return {
    make: (target) => makeFolders(realOf(target)),
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
      const { via, ...held } = holdPartials(join(realOf(target), partialFolderName));
      return { ...held, partials: via, target: `${via}/../${basename(target)}` };
    },
  };
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

function holdPartials(real: string): HeldFolder {
  for (let tries = 0; ; tries += 1) {
    try {
      return holdFolder(real);
    } catch (error) {
      // Whoever ends a transfer may take the empty folder away just now.
      if (errorCodeOf(error) === "ENOENT" && tries < 5) makeFolders(real);
      else throw isFolderOrNothing(real) ? error : foreign(real);
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
