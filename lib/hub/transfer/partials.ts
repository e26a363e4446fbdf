import { lstat, readdir, rm, rmdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { errorCodeOf } from "#lib/registry/file-system.ts";
import { holderOf } from "#lib/registry/lock-file.ts";
import { isGone } from "#lib/registry/lock-holder.ts";
import { partialFolderName } from "#lib/weights/partial-folder.ts";
import { readPartialRecord } from "./partial-journal.ts";
import { pathsOfStem } from "./partial-names.ts";
import type { FileOrigin } from "./partial-record.ts";
import { makeRangeSet } from "./range-set.ts";

/** A file that was begun and is not complete. */
export type PartialFound = {
  /** The file itself, by which it is removed. */
  path: string;
  /** The path that it would have got; unknown where its record is lost. */
  target: string | undefined;
  origin: FileOrigin | undefined;
  /** Of the complete file. */
  bytes: number | undefined;
  done: number;
  /** What it takes of the disk. */
  diskBytes: number;
  changedAt: Date;
  /** Whether it came complete and was not what it should be. */
  isDamaged: boolean;
  /** Whether a process works at it now. */
  isInUse: boolean;
};

const namePattern = /^([0-9a-f]{24})\.(part|damaged)$/;

/** What lies unfinished in these very folders, without looking below them. */
export async function listPartials(folders: Iterable<string>): Promise<PartialFound[]> {
  const found: PartialFound[] = [];
  for (const folder of new Set(folders)) {
    const own = join(folder, partialFolderName);
    const isOwn = await lstat(own).then(
      (stats) => stats.isDirectory(),
      () => false,
    );
    if (!isOwn) continue;
    for (const name of (await namesIn(own)).sort()) {
      const [, stem, kind] = namePattern.exec(name) ?? [];
      if (stem === undefined) continue;
      const partial = await readPartial(own, stem, kind === "damaged");
      if (partial) found.push(partial);
    }
  }
  return found;
}

/** Whoever ends a transfer may take the empty folder away just now. */
function namesIn(own: string): Promise<string[]> {
  return readdir(own).catch((error: unknown) => {
    if (errorCodeOf(error) === "ENOENT") return [];
    throw error;
  });
}

async function readPartial(own: string, stem: string, isDamaged: boolean): Promise<PartialFound | undefined> {
  const paths = pathsOfStem(own, stem);
  const path = isDamaged ? paths.damaged : paths.part;
  const stats = await lstat(path).catch(() => undefined);
  if (!stats?.isFile()) return undefined;
  const record = recordAt(paths.record);
  const holder = await holderOf(paths.lock);
  return {
    path,
    target: record && join(dirname(own), basename(record.head.target)),
    origin: record?.head.origin,
    bytes: record?.head.bytes,
    done: isDamaged ? stats.size : makeRangeSet(record?.done).bytes(),
    diskBytes: stats.blocks * 512,
    changedAt: stats.mtime,
    isDamaged,
    isInUse: holder !== undefined && !(await isGone(holder)),
  };
}

function recordAt(path: string) {
  try {
    return readPartialRecord(path);
  } catch {
    return undefined;
  }
}

/** Of what has come whole nobody goes on with another version, or looks at how it once came. */
export async function dropPartialsOf(targets: ReadonlySet<string>): Promise<void> {
  const found = await listPartials([...targets].map((target) => dirname(target)));
  for (const { path, target, isInUse } of found) {
    if (isInUse || target === undefined || !targets.has(target)) continue;
    // What does not go is listed with the rest that lies unfinished; the file itself is whole.
    await removePartial(path).catch(() => undefined);
  }
}

/** Removes one that `listPartials` found, with all that belongs to it. */
export async function removePartial(path: string): Promise<void> {
  const folder = dirname(path);
  const [, stem, kind] = namePattern.exec(basename(path)) ?? [];
  const isOwn = await lstat(folder).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  if (stem === undefined || basename(folder) !== partialFolderName || !isOwn) {
    throw new ConsoleError("not-allowed", `${path} is nothing that was begun here.`, {
      hint: "See what is with: modeldeck partials",
    });
  }
  const partial = await readPartial(folder, stem, kind === "damaged");
  if (partial?.isInUse) {
    throw new ConsoleError("busy", `${path} is being fetched now.`, {
      hint: "Pause or cancel its run first.",
    });
  }
  const paths = pathsOfStem(folder, stem);
  await rm(path, { force: true });
  const [other] = [paths.part, paths.damaged].filter((each) => each !== path);
  const isLast = other === undefined || !(await lstat(other).catch(() => undefined));
  // The record is that of both.
  if (isLast) for (const each of [paths.record, `${paths.record}.new`]) await rm(each, { force: true });
  await rmdir(folder).catch(() => undefined);
}
