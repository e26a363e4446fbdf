import { lstatSync } from "node:fs";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { hashesOfFile, mismatchOf, needsGitSha1 } from "./file-hashes.ts";
import type { FileWanted } from "./file-wanted.ts";

/** The sha256 of the file that is wanted, where it lies there already. Another file there is refused. */
export async function sha256OfTarget(wanted: FileWanted, signal: AbortSignal): Promise<string | undefined> {
  const { target, bytes, replace } = wanted;
  const stats = lstatSync(target, { throwIfNoEntry: false });
  if (!stats) return undefined;
  if (!stats.isFile()) {
    throw new ConsoleError("conflict", `${target} is there, and is not a file.`, {
      hint: "Move it away, or fetch into another folder.",
    });
  }
  if (stats.size === bytes) {
    const hashes = await hashesOfFile(target, { bytes, withGitSha1: needsGitSha1(wanted), signal });
    if (mismatchOf(hashes, wanted) === undefined) return hashes.sha256;
  }
  if (replace) return undefined;
  throw new ConsoleError("conflict", `${target} is there already, and is another file.`, {
    hint: "Move it away, fetch into another folder, or ask for it to be replaced.",
  });
}
