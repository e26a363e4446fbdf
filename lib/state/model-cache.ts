import { createHash } from "node:crypto";
import { closeSync, mkdirSync, openSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** What was found out of models, kept from one run to the next. All it can cost when it is lost is time. */
export type ModelStore = {
  get(path: string): string | undefined;
  set(path: string, model: string): void;
  close(): void;
};

export const modelsFileIn = (home: string): string => join(home, "models.db");

const bounds = { rows: 100_000, characters: 256 * 1024 * 1024 };
const writtenAtOnce = 500;

const schema = `CREATE TABLE IF NOT EXISTS models (
  place TEXT PRIMARY KEY, model TEXT NOT NULL, seal TEXT NOT NULL, at INTEGER NOT NULL) STRICT`;

/** The newest stay, as many as there is room for. */
const shorten = `DELETE FROM models WHERE rowid IN (SELECT rowid FROM (
  SELECT rowid, row_number() OVER newest AS rows, sum(length(model)) OVER newest AS characters
  FROM models WINDOW newest AS (ORDER BY at DESC, rowid)) WHERE rows > ? OR characters > ?)`;

/** Opens its file when first asked. One that is damaged is begun anew; where none can be kept, none is. */
export function openModelCache(path: string, { rows, characters } = bounds): ModelStore {
  let isTried = false;
  let db: DatabaseSync | undefined;
  const waiting = new Map<string, string>();
  const opened = () => {
    if (!isTried) db = openOrBegin(path);
    isTried = true;
    return db;
  };
  /** A page that cannot be read means that nothing is remembered, now and by those who come after. */
  function unlessBroken<Result>(act: (whole: DatabaseSync) => Result): Result | undefined {
    const whole = opened();
    try {
      return whole && act(whole);
    } catch (error) {
      if (!isBroken(error)) return undefined;
      db = undefined;
      begone(whole, path);
      return undefined;
    }
  }
  const write = () => unlessBroken((whole) => writeAll(whole, waiting));
  let read: ReturnType<DatabaseSync["prepare"]> | undefined;
  let hasWritten = false;
  return {
    get: (place) =>
      unlessBroken((whole) => {
        read ??= whole.prepare("SELECT model, seal FROM models WHERE place = ?");
        const { model, seal } = read.get(place) ?? {};
        return typeof model === "string" && seal === sealOf(place, model) ? model : undefined;
      }),
    set: (place, model) => {
      hasWritten = true;
      waiting.set(place, model);
      if (waiting.size < writtenAtOnce) return;
      write();
      waiting.clear();
    },
    close: () => {
      if (waiting.size > 0) write();
      waiting.clear();
      if (hasWritten) unlessBroken((whole) => whole.prepare(shorten).run(rows, characters));
      db?.close();
      [db, isTried] = [undefined, true];
    },
  };
}

function writeAll(db: DatabaseSync, waiting: ReadonlyMap<string, string>): void {
  const put = db.prepare("INSERT OR REPLACE INTO models (place, model, seal, at) VALUES (?, ?, ?, ?)");
  db.prepare("BEGIN IMMEDIATE").run();
  try {
    for (const [place, model] of waiting) put.run(place, model, sealOf(place, model), Date.now());
    db.prepare("COMMIT").run();
  } catch (error) {
    db.prepare("ROLLBACK").run();
    throw error;
  }
}

/** A row that is not as it was written is no row: a bit that fell over must not become a fact about a model. */
const sealOf = (place: string, model: string): string =>
  createHash("sha256").update(`${place}\0${model}`).digest("base64").slice(0, 22);

function openOrBegin(path: string): DatabaseSync | undefined {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    return openAt(path);
  } catch (error) {
    if (!isBroken(error)) return undefined;
  }
  try {
    removeFiles(path);
    return openAt(path);
  } catch {
    return undefined;
  }
}

function openAt(path: string): DatabaseSync {
  // SQLite makes files that everybody may read; the ones beside it take the mode of the first.
  closeSync(openSync(path, "a", 0o600));
  const db = new DatabaseSync(path, { timeout: 1_000 });
  try {
    db.prepare("PRAGMA journal_mode = WAL").get();
    db.prepare("PRAGMA synchronous = NORMAL").run();
    db.prepare(schema).run();
    db.prepare("SELECT place, model, seal, at FROM models LIMIT 1").get();
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function begone(db: DatabaseSync | undefined, path: string): void {
  try {
    db?.close();
    removeFiles(path);
  } catch {
    return;
  }
}

function removeFiles(path: string): void {
  for (const suffix of ["", "-wal", "-shm"]) rmSync(path + suffix, { force: true });
}

const plainError = 1;
const corrupt = 11;
const constraint = 19;
const notADatabase = 26;

/** Not one of ours, or not whole any more. One that is only busy or may not be written is left alone. */
const isBroken = (error: unknown): boolean =>
  error instanceof Error &&
  "errcode" in error &&
  [plainError, corrupt, constraint, notADatabase].includes(Number(error.errcode) & 0xff);
