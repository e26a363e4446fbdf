import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { type BackedUpFile, parseBackupName, toStampTime } from "./backup-name.ts";
import { readJsonText } from "./json-text.ts";
import { nameOf } from "./raw-entry.ts";
import { newerWords, noListWords, toElements } from "./read-layer.ts";

export type BackupFile = { file: BackedUpFile; name: string; bytes: number };

/** A backup is all the files that carry one stamp. */
export type Backup = { stamp: string; at: string; files: BackupFile[]; bytes: number };

export type BackupReading = Backup & {
  entries: number;
  /** Why it cannot be restored, where that is so. */
  damaged: string | undefined;
  /** Whether that is so because a program newer than this one wrote it. */
  isNewer: boolean;
  contents: { file: BackedUpFile; elements: unknown[] }[];
};

/** The files of every backup, by stamp. */
export async function listBackupNames(dir: string): Promise<Map<string, string[]>> {
  const byStamp = new Map<string, string[]>();
  for (const name of await readdir(dir).catch(() => [])) {
    const stamp = parseBackupName(name)?.stamp;
    if (stamp !== undefined) byStamp.set(stamp, [...(byStamp.get(stamp) ?? []), name]);
  }
  return byStamp;
}

/** Every backup in a registry's folder, the newest first, whoever made it. */
export async function listBackups(dir: string): Promise<Backup[]> {
  const byStamp = new Map<string, Backup>();
  for (const name of await readdir(dir).catch(() => [])) {
    const parsed = parseBackupName(name);
    if (!parsed) continue;
    const { size, mtime } = await stat(join(dir, name));
    const at = toStampTime(parsed.stamp) ?? mtime.toISOString();
    const backup = byStamp.get(parsed.stamp) ?? { stamp: parsed.stamp, at, files: [], bytes: 0 };
    backup.files.push({ file: parsed.file, name, bytes: size });
    backup.bytes += size;
    byStamp.set(parsed.stamp, backup);
  }
  return [...byStamp.values()].sort((one, other) => compareNewest(one, other));
}

function compareNewest(one: Backup, other: Backup): number {
  return other.at.localeCompare(one.at) || other.stamp.localeCompare(one.stamp, "en", { numeric: true });
}

/** Reads a backup whole. What is wrong with it is said, not thrown. */
export async function readBackup(dir: string, backup: Backup): Promise<BackupReading> {
  const contents: BackupReading["contents"] = [];
  let damaged: string | undefined;
  let isNewer = false;
  for (const { file, name } of backup.files) {
    const json = readJsonText(await readFile(join(dir, name)));
    const { elements, schema } = json.ok ? toElements(json.value) : {};
    if (!json.ok) damaged = `${name} cannot be read: ${json.why}`;
    else if (elements === undefined) damaged = `${name} ${noListWords}`;
    else if (schema !== undefined) {
      damaged = `${name} ${newerWords(schema)}`;
      isNewer = true;
    } else contents.push({ file, elements });
  }
  // The layers share names, and an entry that stands in both is one.
  const names = new Set(contents.flatMap(({ elements }) => elements.map(nameOf)));
  names.delete(undefined);
  return { ...backup, entries: names.size, damaged, isNewer, contents };
}

/** The backup with this stamp, or of which this is a file. */
export async function findBackup(dir: string, stampOrName: string): Promise<Backup> {
  const stamp = parseBackupName(stampOrName)?.stamp ?? stampOrName;
  const backups = await listBackups(dir);
  const found = backups.find((backup) => backup.stamp === stamp);
  if (found) return found;
  throw new ConsoleError("not-found", `There is no backup ${stampOrName}.`, {
    hint: backups[0] ? `The newest one is ${backups[0].stamp}.` : `There are no backups in ${dir}.`,
  });
}
