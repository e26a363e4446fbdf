import type { DatabaseSync } from "node:sqlite";
import { type CacheShape, openCacheDb } from "./open-cache-db.ts";
import {
  makeSampleRows,
  meanOf,
  type Sample,
  type SampleRow,
  type SampleRows,
  sampleTiers,
} from "./sample-rows.ts";

export type Samples = ReturnType<typeof openSamples>;

const shape: CacheShape = {
  schema:
    "CREATE TABLE IF NOT EXISTS samples (tier INTEGER, at INTEGER, readings TEXT NOT NULL, PRIMARY KEY (tier, at)) STRICT, WITHOUT ROWID",
  probe: "SELECT tier, at, readings FROM samples LIMIT 1",
};
const writeEverySeconds = 30;

/** What was measured within a day, kept in memory and, every half minute, in a file that the next start reads. */
export function openSamples(path: string, nowSeconds: () => number = () => Date.now() / 1000) {
  const db = openCacheDb(path, shape);
  const rows = makeSampleRows(nowSeconds);
  let writtenAt = nowSeconds();
  if (db) restore(db, rows);
  const write = () => {
    const since = writtenAt;
    writtenAt = nowSeconds();
    if (db) writeRows(db, rows, { since, now: writtenAt });
  };
  return {
    columns: rows.columns,
    add: (sample: Sample): void => {
      rows.add(sample);
      if (nowSeconds() - writtenAt >= writeEverySeconds) write();
    },
    close: (): void => {
      write();
      db?.close();
    },
  };
}

function restore(db: DatabaseSync, rows: SampleRows): void {
  for (const { tier, at, readings } of db.prepare("SELECT * FROM samples ORDER BY tier, at").iterate()) {
    const values = valuesIn(String(readings));
    if (values) rows.restore(Number(tier), { at: Number(at), values });
  }
}

type Times = { since: number; now: number };

function writeRows(db: DatabaseSync, rows: SampleRows, { since, now }: Times): void {
  try {
    db.prepare("BEGIN").run();
    const put = db.prepare("INSERT OR REPLACE INTO samples (tier, at, readings) VALUES (?, ?, ?)");
    const drop = db.prepare("DELETE FROM samples WHERE tier = ? AND (at <= ? OR at > ?)");
    for (const [tier, { seconds, spanSeconds }] of sampleTiers.entries()) {
      for (const row of rows.of(tier)) if (row.at >= since - seconds) put.run(tier, row.at, textOf(row));
      drop.run(tier, Math.floor(now - spanSeconds), Math.ceil(now));
    }
    db.prepare("COMMIT").run();
  } catch {
    // Another console writes, or the disk is full: what is in memory goes on being shown.
    if (db.isTransaction) db.prepare("ROLLBACK").run();
  }
}

const textOf = ({ values }: SampleRow): string =>
  JSON.stringify(Object.fromEntries([...values].map(([name, value]) => [name, meanOf(value)])));

function valuesIn(text: string): SampleRow["values"] | undefined {
  try {
    const told: unknown = JSON.parse(text);
    if (typeof told !== "object" || told === null) return undefined;
    return new Map(
      Object.entries(told).flatMap(([name, value]) =>
        typeof value === "number" ? [[name, { sum: value, count: 1 }]] : [],
      ),
    );
  } catch {
    return undefined;
  }
}
