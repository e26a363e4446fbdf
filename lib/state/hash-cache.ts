import { closeSync, mkdirSync, openSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** Hashes of files, kept from one check to the next. All it can cost when it is lost is time. */
export type HashStore = {
  get(key: string): string | undefined;
  set(key: string, sha256: string): void;
  close(): void;
};

const rowsMax = 500_000;
const sha256Form = /^[0-9a-f]{64}$/;

/** A file is one row, and what was known of it before it changed makes way. */
const schema = `CREATE TABLE IF NOT EXISTS hashes (
  place TEXT PRIMARY KEY, stamp TEXT NOT NULL, sha256 TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID`;

/** Opens the hashes that a console remembers. A broken file is begun anew; where none can be kept, none is. */
export function openHashCache(path: string): HashStore {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    return opened(path);
  } catch (error) {
    if (!isBroken(error)) return forgetful;
  }
  try {
    removeFiles(path);
    return opened(path);
  } catch {
    return forgetful;
  }
}

const forgetful: HashStore = { get: () => undefined, set: () => {}, close: () => {} };

function removeFiles(path: string): void {
  for (const suffix of ["", "-wal", "-shm"]) rmSync(path + suffix, { force: true });
}

const plainError = 1;
const corrupt = 11;
const notADatabase = 26;

/** Not one of ours, or not whole any more. One that is only busy or may not be written is left alone. */
const isBroken = (error: unknown): boolean =>
  error instanceof Error &&
  "errcode" in error &&
  [plainError, corrupt, notADatabase].includes(Number(error.errcode) & 0xff);

function opened(path: string): HashStore {
  // SQLite makes files that everybody may read; the ones beside it take the mode of the first.
  closeSync(openSync(path, "a", 0o600));
  const db = new DatabaseSync(path, { timeout: 1_000 });
  try {
    db.prepare("PRAGMA journal_mode = WAL").get();
    db.prepare("PRAGMA synchronous = NORMAL").run();
    db.prepare(schema).run();
    return storeOf(db, path);
  } catch (error) {
    db.close();
    throw error;
  }
}

function storeOf(db: DatabaseSync, path: string): HashStore {
  const read = db.prepare("SELECT sha256 FROM hashes WHERE place = ? AND stamp = ?");
  const write = db.prepare("INSERT OR REPLACE INTO hashes (place, stamp, sha256, at) VALUES (?, ?, ?, ?)");
  const shorten = db.prepare(
    "DELETE FROM hashes WHERE place IN (SELECT place FROM hashes ORDER BY at DESC LIMIT -1 OFFSET ?)",
  );
  let wasBroken = false;
  /** A page that cannot be read or a lock that is held too long means that nothing is remembered, no more. */
  function unlessBroken<Result>(act: () => Result): Result | undefined {
    try {
      return act();
    } catch (error) {
      wasBroken ||= isBroken(error);
      return undefined;
    }
  }
  return {
    get: (key) =>
      unlessBroken(() => {
        const sha256 = read.get(...partsOf(key))?.sha256;
        return typeof sha256 === "string" && sha256Form.test(sha256) ? sha256 : undefined;
      }),
    set: (key, sha256) => void unlessBroken(() => write.run(...partsOf(key), sha256, Date.now())),
    close: () => {
      unlessBroken(() => shorten.run(rowsMax));
      unlessBroken(() => db.close());
      if (wasBroken) unlessBroken(() => removeFiles(path));
    },
  };
}

/** `device:inode` says which file, the rest says in which state. */
function partsOf(key: string): [place: string, stamp: string] {
  const [device = "", inode = "", ...stamp] = key.split(":");
  return [`${device}:${inode}`, stamp.join(":")];
}
