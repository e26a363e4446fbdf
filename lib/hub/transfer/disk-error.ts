import { ConsoleError, type RefusalCode } from "#cli-bridge/protocol/console-error.ts";
import { errorCodeOf } from "#lib/registry/file-system.ts";
import { TransferFault } from "./transfer-fault.ts";

const kept = "What has come so far is kept; the same command goes on from there.";

const refusals: Record<string, [RefusalCode, string, string]> = {
  ENOSPC: ["no-space", "the disk is full", `Make room. ${kept}`],
  EDQUOT: ["no-space", "your share of the disk is used up", `Make room. ${kept}`],
  EFBIG: ["no-space", "its disk holds no files of that size", "Fetch into a folder on another disk."],
  EACCES: ["not-permitted", "you may not write there", "Fetch into a folder that is yours."],
  EPERM: ["not-permitted", "you may not write there", "Fetch into a folder that is yours."],
  EROFS: ["not-permitted", "its disk can only be read", "Fetch into a folder on another disk."],
  ENOENT: ["conflict", "its folder was moved or removed meanwhile", "Give the same command again."],
  ENOTDIR: ["conflict", "a part of its path is no folder", "Move that file away, or choose another folder."],
  EEXIST: ["conflict", "a part of its path is no folder", "Move that file away, or choose another folder."],
  ENAMETOOLONG: ["bad-input", "its name is too long for the disk", "Choose a folder with a shorter name."],
  EIO: ["failed", "the disk has a fault", "See what the system says of that disk."],
  EMFILE: ["failed", "too many files are open", "Fetch fewer files at once."],
};

/** What the disk says against a file, in words; whatever is none of it stays as it is. */
export function toDiskError(error: unknown, target: string): unknown {
  const isFull = error instanceof TransferFault && error.kind === "no-space";
  const [code, why, hint] = refusals[isFull ? "ENOSPC" : (errorCodeOf(error) ?? "")] ?? [];
  if (code === undefined || why === undefined || error instanceof ConsoleError) return error;
  return new ConsoleError(code, `${target} cannot be written: ${why}.`, { hint, cause: error });
}
