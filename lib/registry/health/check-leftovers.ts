import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { toByteWords, toCountWords } from "#lib/format.ts";
import { type Backup, listBackups, readBackup } from "../backups.ts";
import { diskFileSystem } from "../file-system.ts";
import { isGone, parseHolder } from "../lock-holder.ts";
import { guardFinishable } from "../recover-registry.ts";
import { commitFile, lockFile, temporarySuffix } from "../registry-files.ts";
import { interruptedMoves, interruptedWord } from "../settle-moves.ts";
import type { TrashRead } from "../trash.ts";
import { measured } from "../trash-item.ts";
import { findingOf, type HealthFinding } from "./health-finding.ts";

const dayMs = 24 * 60 * 60 * 1000;
const trashDaysMax = 30;
const backupsMax = 50;
/** So much of the backups is looked into, the newest first. */
const backupBytesMax = 400_000_000;

/** What a process that was ended left behind. */
export async function checkUnfinished(dir: string): Promise<HealthFinding[]> {
  const names: string[] = await readdir(dir).catch(() => []);
  const holder = names.includes(lockFile)
    ? parseHolder(await readFile(join(dir, lockFile), "utf8").catch(() => ""))
    : undefined;
  const inTheWay = await guardFinishable(diskFileSystem, dir).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  const isStale = names.includes(lockFile) && (holder === undefined || (await isGone(holder)));
  return [
    ...findingOf(
      {
        ...{ check: "stale-lock", severity: "note", title: "A lock whose holder is gone" },
        says: "The next change takes it over by itself.",
      },
      isStale
        ? [{ name: lockFile, ...(holder && { detail: `${holder.command}, since ${holder.since}` }) }]
        : [],
    ),
    ...findingOf(
      {
        ...{ check: "interrupted-change", severity: "error", title: "A change that was interrupted" },
        says: "It was ended while it moved files. The next change puts them back, or this does it now.",
        mend: { command: "undo", input: { run: interruptedWord } },
      },
      (await interruptedMoves(dir)).map(({ command, at, steps }) => ({
        name: command,
        detail: `begun at ${at}, ${toCountWords(steps.filter(({ kind }) => kind === "move").length, "path")} to move`,
      })),
    ),
    ...findingOf(
      {
        ...{ check: "unfinished-save", title: "A save that was not finished" },
        severity: inTheWay === undefined ? "warning" : "error",
        says: `What was committed is read as if it were finished, and ${inTheWay === undefined ? "the next change finishes it" : "no change is made before it can be"}. The original does not know of it.`,
      },
      names
        .filter((name) => name === commitFile || name.endsWith(temporarySuffix))
        .map((name) => ({
          name,
          ...(name === commitFile && inTheWay !== undefined && { detail: inTheWay }),
        })),
    ),
  ];
}

/** Backups that could not be put back, and more of them than anybody looks through. */
export async function checkBackups(dir: string, { quick }: { quick: boolean }): Promise<HealthFinding[]> {
  const backups = await listBackups(dir);
  const damaged = quick ? [] : await damagedOf(dir, backups);
  return [
    ...findingOf(
      {
        ...{ check: "damaged-backup", severity: "error", title: "Backups that cannot be put back" },
        says: "They are of no use, and hide that there is none of that time.",
        mend: { command: "prune-backups", input: { backup: damaged.map(({ name }) => name) } },
      },
      damaged,
    ),
    ...findingOf(
      {
        ...{ check: "many-backups", severity: "note", title: `More than ${backupsMax} backups` },
        says: "Each holds the whole registry.",
        mend: { command: "prune-backups", input: { keep: backupsMax } },
      },
      backups.length > backupsMax
        ? [{ name: dir, detail: `${backups.length} backups, ${toByteWords(sumOf(backups))}` }]
        : [],
    ),
  ];
}

async function damagedOf(dir: string, backups: readonly Backup[]) {
  const damaged: { name: string; detail: string }[] = [];
  let bytes = 0;
  for (const backup of backups) {
    bytes += backup.bytes;
    if (bytes > backupBytesMax) break;
    const why = await readBackup(dir, backup).then(
      // What a newer program wrote is of use to that program.
      ({ damaged, isNewer }) => (isNewer ? undefined : damaged),
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    if (why !== undefined) damaged.push({ name: backup.stamp, detail: why });
  }
  return damaged;
}

const sumOf = (sized: readonly { bytes: number }[]) => sized.reduce((sum, { bytes }) => sum + bytes, 0);

/** What lies in the trash for long and still takes room. */
export async function checkTrash({ items, damaged, unread }: TrashRead, now: Date): Promise<HealthFinding[]> {
  const before = now.getTime() - trashDaysMax * dayMs;
  const old = items.filter(({ at, bytes }) => bytes > 0 && Date.parse(at) < before);
  return [
    ...findingOf(
      {
        ...{ check: "damaged-trash", severity: "warning", title: "Trash whose record cannot be read" },
        says: "What it was cannot be told there. An undo of what removed it may still bring it back; else its files lie there named by numbers: move out what is needed, then delete the rest for ever.",
        mend: damaged[0] && { command: "trash-empty", input: { id: damaged[0].id } },
      },
      (await Promise.all(damaged.map(measured))).map(({ id, folder, bytes }) => ({
        name: id,
        detail: `${toByteWords(bytes)} in ${folder}`,
      })),
    ),
    ...findingOf(
      {
        ...{ check: "unread-trash", severity: "warning", title: "Trash that cannot be read" },
        says: "What lies in it is neither listed nor restored here. It is another user's, or a link or a file is in its place.",
      },
      unread.map((name) => ({ name })),
    ),
    ...findingOf(
      {
        ...{ check: "old-trash", severity: "note", title: `Trash older than ${trashDaysMax} days` },
        says: `It holds ${toByteWords(sumOf(old))}.`,
        mend: { command: "trash-empty", input: { olderThanDays: trashDaysMax } },
      },
      old.map(({ id, bytes }) => ({ name: id, detail: toByteWords(bytes) })),
    ),
  ];
}
