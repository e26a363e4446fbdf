import { lstat, stat } from "node:fs/promises";
import type { PlannedFile } from "#cli-bridge/protocol/download-plan.ts";
import type { FileRole } from "./choose-files.ts";

export type FileState = Pick<PlannedFile, "state" | "here"> & { obstacle?: string };

type Looked = { target: string; bytes: number; role: FileRole; force: boolean; partial: number };

/** What is there under a file's final name, as far as its size tells. */
export async function fileStateOf({ target, bytes, role, force, partial }: Looked): Promise<FileState> {
  const absent: FileState = { state: partial > 0 ? "resume" : "fetch", here: Math.min(partial, bytes) };
  const own = await lstat(target).catch(() => undefined);
  if (own === undefined) return absent;
  const found = own.isSymbolicLink() ? await stat(target).catch(() => undefined) : own;
  if (!found?.isFile()) {
    const what = found?.isDirectory() ? "a folder" : "no regular file";
    return { ...absent, obstacle: `${what} of that name is in the way` };
  }
  if (force) {
    if (own.isSymbolicLink())
      return { ...absent, obstacle: "a link is in the way, and nothing is written through one" };
    return { state: "replace", here: absent.here };
  }
  if (found.size === bytes) return { state: "check", here: bytes };
  if (role !== "weights") return { state: "kept", here: found.size };
  return {
    ...absent,
    obstacle: `another file of that name is there, of ${found.size} bytes instead of ${bytes}`,
  };
}
