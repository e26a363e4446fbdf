import { statSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { crc32 } from "node:zlib";
import { isBrokenDb, openCacheDb, removeCacheDb } from "./open-cache-db.ts";

/** What was found out of models, kept from one run to the next. All it can cost when it is lost is time. */
export type ModelStore = {
  get(path: string): string | undefined;
  set(path: string, model: string): void;
  /** Where there is much to read, the file and what reads all of it. */
  ahead: { file: string; rowsIn: typeof rowsIn } | undefined;
  close(): void;
};

export const modelsFileIn = (home: string): string => join(home, "models.db");

const bounds = { rows: 100_000, characters: 256 * 1024 * 1024, aheadFrom: 1024 * 1024 };
const writtenAtOnce = 500;

/** Whoever has asked for so many, and for a part of all, asks for the rest too, and reads it at once in a third of the time. */
const askedOneByOne = { rows: 32, perMegabyte: 100 };
const readAtOnceMax = 64 * 1024 * 1024;

const shape = {
  schema: `CREATE TABLE IF NOT EXISTS models (
    place TEXT PRIMARY KEY, model TEXT NOT NULL, seal TEXT NOT NULL, at INTEGER NOT NULL) STRICT`,
  probe: "SELECT place, model, seal, at FROM models LIMIT 1",
};

/** The newest stay, as many as there is room for. */
const shorten = `DELETE FROM models WHERE rowid IN (SELECT rowid FROM (
  SELECT rowid, row_number() OVER newest AS rows, sum(length(model)) OVER newest AS characters
  FROM models WINDOW newest AS (ORDER BY at DESC, rowid)) WHERE rows > ? OR characters > ?)`;

/** Opens its file when first asked. One that is damaged is begun anew; where none can be kept, none is. */
export function openModelCache(path: string, limits: Partial<typeof bounds> = {}): ModelStore {
  const { rows, characters, aheadFrom } = { ...bounds, ...limits };
  let isTried = false;
  let db: DatabaseSync | undefined;
  const waiting = new Map<string, string>();
  const opened = () => {
    if (!isTried) db = openCacheDb(path, shape);
    isTried = true;
    return db;
  };
  /** A page that cannot be read means that nothing is remembered, now and by those who come after. */
  function unlessBroken<Result>(act: (whole: DatabaseSync) => Result): Result | undefined {
    const whole = opened();
    try {
      return whole && act(whole);
    } catch (error) {
      if (!isBrokenDb(error)) return undefined;
      db = undefined;
      begone(whole, path);
      return undefined;
    }
  }
  const write = () => unlessBroken((whole) => writeAll(whole, waiting));
  const rowOf = openRows(path);
  let hasWritten = false;
  const size = sizeOf(path);
  return {
    ahead: size >= aheadFrom && size <= readAtOnceMax ? { file: path, rowsIn } : undefined,
    get: (place) =>
      unlessBroken((whole) => {
        const { model, seal } = rowOf(whole, place) ?? {};
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

type Row = Readonly<Record<string, unknown>>;

/** Asks for a row, until it is plain that all of them will be asked for. */
function openRows(path: string): (db: DatabaseSync, place: string) => Row | undefined {
  const size = sizeOf(path);
  const oneByOne = Math.max(askedOneByOne.rows, (size / 2 ** 20) * askedOneByOne.perMegabyte);
  let asked = 0;
  let one: ReturnType<DatabaseSync["prepare"]> | undefined;
  let all: Map<unknown, Row> | undefined;
  return (db, place) => {
    asked += 1;
    if (!all && asked >= oneByOne && size <= readAtOnceMax) {
      const rows = db.prepare("SELECT place, model, seal FROM models").all();
      all = new Map(rows.map((row) => [row.place, row]));
    }
    if (all) return all.get(place);
    one ??= db.prepare("SELECT model, seal FROM models WHERE place = ?");
    return one.get(place);
  };
}

/** Each row that is as it was written. Stands alone, as its text is sent to a thread. */
function* rowsIn(path: string): Generator<[place: string, model: string]> {
  const { DatabaseSync: Reading } = process.getBuiltinModule("node:sqlite");
  const { crc32: sumOf } = process.getBuiltinModule("node:zlib");
  const db = new Reading(path, { readOnly: true, timeout: 1_000 });
  try {
    const all = db.prepare("SELECT place, model, seal FROM models");
    all.setReturnArrays(true);
    for (const [place, model, seal] of all.iterate() as Iterable<unknown> as Iterable<unknown[]>) {
      const isText = typeof place === "string" && typeof model === "string";
      if (isText && seal === String(sumOf(model, sumOf(place)))) yield [place, model];
    }
  } finally {
    db.close();
  }
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
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
const sealOf = (place: string, model: string): string => String(crc32(model, crc32(place)));

function begone(db: DatabaseSync | undefined, path: string): void {
  try {
    db?.close();
    removeCacheDb(path);
  } catch {
    return;
  }
}
