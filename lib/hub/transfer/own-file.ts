import { constants, fstatSync, openSync, realpathSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { errorCodeOf } from "#lib/registry/file-system.ts";
import { TransferFault } from "./transfer-fault.ts";

const { O_EXCL, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;

/** Opens a file that is ours: never through a link, and nothing that is not a file with this one name. */
export function openOwnFile(path: string, flags: number): number {
  try {
    const file = openSync(path, flags | O_NOFOLLOW | O_NONBLOCK, 0o644);
    // What was made just now can be nothing else.
    if ((flags & O_EXCL) !== 0) return file;
    const stats = fstatSync(file);
    if (stats.isFile() && stats.nlink <= 1) return file;
  } catch (error) {
    if (isFull(error)) throw toNoSpace();
    const isForeign = ["ELOOP", "EISDIR", "ENXIO"].includes(errorCodeOf(error) ?? "");
    if (!isForeign) throw error;
  }
  const shown = join(realpathSync(dirname(path)), basename(path));
  throw new ConsoleError("not-permitted", `${shown} is not a file that was begun here.`, {
    hint: "Remove it if it is of no use, then try again.",
  });
}

/** Writes all of it: one call of the system may write less than it was given, on a full disk above all. */
export function writeWhole(file: number, bytes: Uint8Array, at: number | null = null): number {
  try {
    for (let done = 0; done < bytes.length; ) {
      done += writeSync(file, bytes, done, bytes.length - done, at === null ? null : at + done);
    }
  } catch (error) {
    throw isFull(error) ? toNoSpace() : error;
  }
  return bytes.length;
}

function isFull(error: unknown): boolean {
  const code = errorCodeOf(error);
  return code === "ENOSPC" || code === "EDQUOT";
}

const toNoSpace = () => new TransferFault("no-space", "the disk is full");
