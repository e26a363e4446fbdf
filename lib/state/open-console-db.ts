import { closeSync, existsSync, openSync, renameSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { ensureFolderSync } from "./ensure-folder.ts";
import { openInWords } from "./runs-index.ts";

export type ConsoleDb = {
  db: DatabaseSync;
  /** Where a database that could not be read was put; what it held that is not in the folders is in there. */
  movedTo: string | undefined;
};

/** As the database writes down itself what it was told. */
const openIndex = `CREATE INDEX runs_open ON runs (id) WHERE ${openInWords}`;

const schema = [
  "CREATE TABLE IF NOT EXISTS runs (id INTEGER PRIMARY KEY, command TEXT NOT NULL, record TEXT NOT NULL) STRICT",
  "CREATE INDEX IF NOT EXISTS runs_by_command ON runs (command, id)",
  openIndex.replace("INDEX", "INDEX IF NOT EXISTS"),
  "CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
  "CREATE TABLE IF NOT EXISTS activity (id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, instance TEXT, event TEXT NOT NULL) STRICT",
  "CREATE INDEX IF NOT EXISTS activity_by_kind ON activity (kind, id)",
  "CREATE INDEX IF NOT EXISTS activity_by_instance ON activity (instance, id)",
  "CREATE TABLE IF NOT EXISTS speeds (id INTEGER PRIMARY KEY AUTOINCREMENT, instance TEXT NOT NULL, speed TEXT NOT NULL) STRICT",
  "CREATE INDEX IF NOT EXISTS speeds_by_instance ON speeds (instance, id)",
  "CREATE TABLE IF NOT EXISTS chats (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE COLLATE NOCASE, instance TEXT NOT NULL, model TEXT NOT NULL, system TEXT, created_at TEXT NOT NULL, changed_at TEXT NOT NULL) STRICT",
  "CREATE INDEX IF NOT EXISTS chats_by_change ON chats (changed_at, id)",
  "CREATE TABLE IF NOT EXISTS chat_messages (chat INTEGER NOT NULL REFERENCES chats ON DELETE CASCADE, position INTEGER NOT NULL, message TEXT NOT NULL, PRIMARY KEY (chat, position)) STRICT",
];

const prepared = (db: DatabaseSync): DatabaseSync => {
  dropOtherIndex(db);
  for (const statement of schema) db.prepare(statement).run();
  return db;
};

/** A version with another condition left one that the query of this one cannot use. */
function dropOtherIndex(db: DatabaseSync): void {
  const kept = db.prepare("SELECT sql FROM sqlite_schema WHERE name = 'runs_open'").get();
  if (kept !== undefined && kept.sql !== openIndex) db.prepare("DROP INDEX IF EXISTS runs_open").run();
}

/** For a console that may keep nothing: it remembers until it ends. */
export const openMemoryDb = (): DatabaseSync => prepared(new DatabaseSync(":memory:"));

/** Opens what the console remembers. A broken file is moved aside, never written over, and a new one is begun. */
export function openConsoleDb(path: string, now: () => Date = () => new Date()): ConsoleDb {
  ensureFolderSync(dirname(path), 0o700);
  try {
    return { db: opened(path), movedTo: undefined };
  } catch (error) {
    if (!isBroken(error) || !existsSync(path)) throw error;
    const movedTo = `${path}.broken-${now().toISOString().replaceAll(":", "-")}`;
    for (const suffix of ["", "-wal", "-shm"]) {
      if (existsSync(path + suffix)) renameSync(path + suffix, movedTo + suffix);
    }
    return { db: opened(path), movedTo };
  }
}

function opened(path: string): DatabaseSync {
  // SQLite makes files that everybody may read; the ones beside it take the mode of the first.
  closeSync(openSync(path, "a", 0o600));
  const db = new DatabaseSync(path, { timeout: 5_000 });
  try {
    db.prepare("PRAGMA journal_mode = WAL").get();
    db.prepare("PRAGMA synchronous = NORMAL").run();
    const check = db.prepare("PRAGMA quick_check(1)").get();
    if (check?.quick_check !== "ok") throw new BrokenDatabaseError(String(check?.quick_check));
    return prepared(db);
  } catch (error) {
    db.close();
    throw error;
  }
}

class BrokenDatabaseError extends Error {}

const sqliteCorrupt = 11;
const sqliteNotADatabase = 26;

function isBroken(error: unknown): boolean {
  if (error instanceof BrokenDatabaseError) return true;
  const code = error instanceof Error && "errcode" in error ? error.errcode : undefined;
  return code === sqliteCorrupt || code === sqliteNotADatabase;
}
