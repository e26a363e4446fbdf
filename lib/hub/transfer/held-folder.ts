import { closeSync, constants, lstatSync, openSync, readlinkSync, realpathSync } from "node:fs";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";

/** A folder that is held open: `via` is the way into it, whatever happens to the names that lead there. */
export type HeldFolder = {
  via: string;
  /** Throws where the folder is not at its place any more. */
  check(): void;
  close(): void;
};

const { O_DIRECTORY = 0, O_NOFOLLOW = 0, O_RDONLY } = constants;

/** Opens a folder by its real path. Elsewhere than on Linux nothing leads through what is open, only the check is left. */
export function holdFolder(real: string): HeldFolder {
  const file = process.platform === "linux" ? openFolder(real) : undefined;
  const via = file === undefined ? real : `/proc/self/fd/${file}`;
  const close = (): void => {
    if (file !== undefined) closeSync(file);
  };
  const check = (): void => {
    const now = file === undefined ? realpathSync.native(real) : readlinkSync(via);
    if (now !== real) throw movedError(real);
  };
  try {
    check();
  } catch (error) {
    close();
    throw error;
  }
  return { via, check, close };
}

function openFolder(real: string): number {
  try {
    return openSync(real, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  } catch (error) {
    throw lstatSync(real, { throwIfNoEntry: false })?.isSymbolicLink() ? movedError(real) : error;
  }
}

function movedError(real: string): ConsoleError {
  return new ConsoleError("conflict", `${real} leads elsewhere than it did when the download began.`, {
    hint: "Nothing was written there. See who exchanges folders there, then give the same command again.",
  });
}
