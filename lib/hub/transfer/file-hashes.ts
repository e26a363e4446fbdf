import { createHash, hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { FileWanted } from "./file-wanted.ts";
import { type FileHashes, followWithHashes } from "./hash-follower.ts";

/** Below this a thread costs more than it saves. */
export const inlineBytesMax = 1024 * 1024;

export function hashesOfBytes(bytes: Uint8Array, withGitSha1: boolean): FileHashes {
  const gitSha1 = withGitSha1
    ? createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex")
    : undefined;
  return { sha256: hash("sha256", bytes), gitSha1 };
}

/** The hashes of a file that is complete. */
export async function hashesOfFile(
  path: string,
  { bytes, withGitSha1, signal }: { bytes: number; withGitSha1: boolean; signal: AbortSignal },
): Promise<FileHashes> {
  if (bytes <= inlineBytesMax) return hashesOfBytes(readFileSync(path), withGitSha1);
  const follower = followWithHashes(path, bytes, withGitSha1);
  follower.moveTo(bytes);
  const stop = (): void => void follower.stop();
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await follower.hashes;
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener("abort", stop);
    await follower.stop();
  }
}

type Hashed = Pick<FileWanted, "sha256" | "gitSha1">;

export const needsGitSha1 = ({ sha256, gitSha1 }: Hashed) => sha256 === undefined && gitSha1 !== undefined;

/** Nothing where the hashes are those that are wanted; else both, in words. */
export function mismatchOf(found: FileHashes, { sha256, gitSha1 }: Hashed): string | undefined {
  if (sha256 !== undefined) {
    return found.sha256 === sha256.toLowerCase() ? undefined : `sha256 ${found.sha256}, not ${sha256}`;
  }
  if (gitSha1 === undefined || found.gitSha1 === gitSha1.toLowerCase()) return undefined;
  return `git hash ${found.gitSha1}, not ${gitSha1}`;
}

export function damagedError(name: string, mismatch: string, kept: string): ConsoleError {
  return new ConsoleError("failed", `"${name}" came damaged twice: it has the ${mismatch}.`, {
    hint: `What came is kept as ${kept}. Try again later, or from another endpoint.`,
  });
}
