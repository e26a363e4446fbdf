import { lstat, stat } from "node:fs/promises";
import type { PlannedFile } from "#cli-bridge/protocol/download-plan.ts";
import type { FileRole } from "./choose-files.ts";

type Obstacle = { why: string; hint: string };
export type FileState = Pick<PlannedFile, "state" | "here"> & { obstacle?: Obstacle };

export const forceHint =
  "Say --force to fetch it anew; what is there goes only once the new one has verified.";
export const moveHint = "Move it away, or choose another --location.";

type Looked = { target: string; bytes: number; role: FileRole; force: boolean; partial: number };

/** What is there under a file's final name, as far as its size tells. */
export async function fileStateOf({ target, bytes, role, force, partial }: Looked): Promise<FileState> {
  const absent: FileState = { state: partial > 0 ? "resume" : "fetch", here: Math.min(partial, bytes) };
  const own = await lstat(target).catch(() => undefined);
  if (own === undefined) return absent;
  const found = own.isSymbolicLink() ? await stat(target).catch(() => undefined) : own;
  if (!found?.isFile()) {
    const what = found?.isDirectory() ? "a folder" : "no regular file";
    return { ...absent, obstacle: { why: `${what} of that name is in the way`, hint: moveHint } };
  }
  if (force) {
    if (own.isSymbolicLink()) {
      const why = "a link is in the way, and nothing is written through one";
      return { ...absent, obstacle: { why, hint: moveHint } };
    }
    return { state: "replace", here: absent.here };
  }
  if (found.size === bytes) return { state: "check", here: bytes };
  if (role !== "weights") return { state: "kept", here: found.size };
  const why = `another file of that name is there, of ${found.size} bytes instead of ${bytes}`;
  return { ...absent, obstacle: { why, hint: forceHint } };
}
