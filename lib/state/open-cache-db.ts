import { closeSync, openSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { ensureFolderSync } from "./ensure-folder.ts";

/** A table, and a question that only this table can answer. */
export type CacheShape = { schema: string; probe: string };

/** Opens what only saves time. A broken file is begun anew; where none can be kept, there is none. */
export function openCacheDb(path: string, shape: CacheShape): DatabaseSync | undefined {
  try {
    ensureFolderSync(dirname(path), 0o700);
    return opened(path, shape);
  } catch (error) {
    if (!isBrokenDb(error)) return undefined;
  }
  try {
    removeCacheDb(path);
    return opened(path, shape);
  } catch {
    return undefined;
  }
}

export function removeCacheDb(path: string): void {
  for (const suffix of ["", "-wal", "-shm"]) rmSync(path + suffix, { force: true });
}

function opened(path: string, { schema, probe }: CacheShape): DatabaseSync {
  // SQLite makes files that everybody may read; the ones beside it take the mode of the first.
  closeSync(openSync(path, "a", 0o600));
  const db = new DatabaseSync(path, { timeout: 1_000 });
  try {
    db.prepare("PRAGMA journal_mode = WAL").get();
    db.prepare("PRAGMA synchronous = NORMAL").run();
    db.prepare(schema).run();
    db.prepare(probe).get();
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

const plainError = 1;
const corrupt = 11;
const constraint = 19;
const notADatabase = 26;

/** Not one of ours, or not whole any more. One that is only busy or may not be written is left alone. */
export const isBrokenDb = (error: unknown): boolean =>
  error instanceof Error &&
  "errcode" in error &&
  [plainError, corrupt, constraint, notADatabase].includes(Number(error.errcode) & 0xff);
