import type { DatabaseSync } from "node:sqlite";
import { isBrokenDb, openCacheDb, removeCacheDb } from "./open-cache-db.ts";

/** Hashes of files, kept from one check to the next. All it can cost when it is lost is time. */
export type HashStore = {
  get(key: string): string | undefined;
  set(key: string, sha256: string): void;
  close(): void;
};

const rowsMax = 500_000;
const sha256Form = /^[0-9a-f]{64}$/;

/** A file is one row, and what was known of it before it changed makes way. */
const shape = {
  schema: `CREATE TABLE IF NOT EXISTS hashes (
    place TEXT PRIMARY KEY, stamp TEXT NOT NULL, sha256 TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
  probe: "SELECT place, stamp, sha256, at FROM hashes LIMIT 1",
};

/** Opens the hashes that a console remembers. Where none can be kept, none are. */
export function openHashCache(path: string): HashStore {
  const db = openCacheDb(path, shape);
  return db ? storeOf(db, path) : forgetful;
}

const forgetful: HashStore = { get: () => undefined, set: () => {}, close: () => {} };

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
      wasBroken ||= isBrokenDb(error);
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
      if (wasBroken) unlessBroken(() => removeCacheDb(path));
    },
  };
}

/** `device:inode` says which file, the rest says in which state. */
function partsOf(key: string): [place: string, stamp: string] {
  const [device = "", inode = "", ...stamp] = key.split(":");
  return [`${device}:${inode}`, stamp.join(":")];
}
