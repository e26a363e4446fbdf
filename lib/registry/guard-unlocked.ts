import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { isRecord, type RawEntry } from "./raw-entry.ts";

/** What says which version of a model an entry means. */
const versionKeys: ReadonlySet<string> = new Set([
  "backend",
  "quantization",
  "served_model_id",
  "artifacts",
  "download_format",
  "download_path",
  "download_size_bytes",
  "download_files",
  "download_directory_checksum",
]);

type Change = { name: string; raw: RawEntry; patch: RawEntry | undefined; unlock: boolean };

/** Refuses to remove an entry whose version is locked, or to change what its version is. */
export function guardUnlocked({ name, raw, patch, unlock }: Change): void {
  if (unlock || !isLocked(raw.version_lock)) return;
  if (patch !== undefined && "version_lock" in patch && !isLocked(patch.version_lock)) return;
  const keys = patch === undefined ? undefined : Object.keys(patch).filter((key) => versionKeys.has(key));
  if (keys?.length === 0) return;
  const what = keys === undefined ? "It cannot be removed." : `It keeps its ${keys.join(", ")}.`;
  throw new ConsoleError("blocked", `The version of ${name} is locked. ${what}`, {
    hint: "Unlock the entry first.",
  });
}

/** What somebody meant as a lock and wrote otherwise holds as one: only a clear word leaves a model unlocked. */
export function isLocked(lock: unknown): boolean {
  const word = isRecord(lock) ? lock.locked : lock;
  return word !== undefined && word !== null && word !== false;
}
