import type { LayerName } from "#cli-bridge/protocol/plan.ts";
import { preSplitFile } from "./registry-files.ts";

export type BackedUpFile = LayerName | "snapshot";
export type BackupName = { stamp: string; file: BackedUpFile };

const pattern = /^model_registry\.(?:(curated|discovered)\.)?(\d{8}-\d{6}(?:-\d+)?)\.bak\.json$/;

/** Reads the name of a backup, ours or the original tool's: what it holds and which backup it belongs to. */
export function parseBackupName(name: string): BackupName | undefined {
  if (name === preSplitFile) return { stamp: "pre_split", file: "snapshot" };
  const found = pattern.exec(name);
  if (!found?.[2]) return undefined;
  const file = found[1] === "curated" || found[1] === "discovered" ? found[1] : "snapshot";
  return { stamp: found[2], file };
}

export function toBackupName({ stamp, file }: BackupName): string {
  return file === "snapshot"
    ? `model_registry.${stamp}.bak.json`
    : `model_registry.${file}.${stamp}.bak.json`;
}

/** A time as names of backups and of trash say it. */
export const toStamp = (at: Date): string =>
  at.toISOString().replace(/[-:]/g, "").slice(0, 15).replace("T", "-");

/** The time in a stamp, which is UTC to the second. */
export function toStampTime(stamp: string): string | undefined {
  const found = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)/.exec(stamp);
  if (!found) return undefined;
  const [, year, month, day, hour, minute, second] = found;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
}

/** A stamp that no backup has yet: a second one within a second gets a number behind it. */
export function freeStamp(now: Date, taken: ReadonlySet<string>): string {
  const digits = toStamp(now);
  if (!taken.has(digits)) return digits;
  let count = 2;
  while (taken.has(`${digits}-${count}`)) count += 1;
  return `${digits}-${count}`;
}
