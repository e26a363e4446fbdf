import { type CacheShape, openCacheDb } from "./open-cache-db.ts";

export type Sample = Readonly<Record<string, number>>;
export type Samples = ReturnType<typeof openSamples>;
export type Columns = { step: number; at: number[]; series: Record<string, (number | null)[]> };

/** Ever coarser, so that a day takes no more rows than some hundreds. */
const tiers = [
  { seconds: 2, spanSeconds: 600 },
  { seconds: 30, spanSeconds: 7_200 },
  { seconds: 300, spanSeconds: 86_400 },
] as const;

type Row = { at: number; values: Map<string, { sum: number; count: number }> };

const shape: CacheShape = {
  schema:
    "CREATE TABLE IF NOT EXISTS samples (tier INTEGER, at INTEGER, readings TEXT NOT NULL, PRIMARY KEY (tier, at)) STRICT, WITHOUT ROWID",
  probe: "SELECT tier, at, readings FROM samples LIMIT 1",
};
const writeEverySeconds = 30;

/** What was measured within a day, kept in memory and, every half minute, in a file that the next start reads. */
export function openSamples(path: string, nowSeconds: () => number = () => Date.now() / 1000) {
  const db = openCacheDb(path, shape);
  const rows: Row[][] = tiers.map(() => []);
  let writtenAt = nowSeconds();
  load();

  function load(): void {
    const stored = db?.prepare("SELECT tier, at, readings FROM samples ORDER BY tier, at").all() ?? [];
    for (const { tier, at, readings } of stored) {
      const values = valuesIn(String(readings));
      // One of the future was written before the clock was set back.
      if (values && Number(at) <= nowSeconds()) rows[Number(tier)]?.push({ at: Number(at), values });
    }
    forget();
  }

  function forget(): void {
    for (const [tier, { spanSeconds }] of tiers.entries()) {
      const list = rows[tier] ?? [];
      const first = list.findIndex(({ at }) => at > nowSeconds() - spanSeconds);
      list.splice(0, first === -1 ? list.length : first);
    }
  }

  function write(): void {
    const since = writtenAt;
    writtenAt = nowSeconds();
    if (!db) return;
    try {
      db.prepare("BEGIN").run();
      const put = db.prepare("INSERT OR REPLACE INTO samples (tier, at, readings) VALUES (?, ?, ?)");
      const drop = db.prepare("DELETE FROM samples WHERE tier = ? AND (at <= ? OR at > ?)");
      for (const [tier, { seconds, spanSeconds }] of tiers.entries()) {
        for (const row of rows[tier] ?? []) if (row.at >= since - seconds) put.run(tier, row.at, textOf(row));
        drop.run(tier, Math.floor(writtenAt - spanSeconds), Math.ceil(writtenAt));
      }
      db.prepare("COMMIT").run();
    } catch {
      // Another console writes, or the disk is full: what is in memory goes on being shown.
      if (db.isTransaction) db.prepare("ROLLBACK").run();
    }
  }

  return {
    add(sample: Sample): void {
      const now = nowSeconds();
      for (const [tier, { seconds }] of tiers.entries()) {
        const list = rows[tier] ?? [];
        const at = Math.floor(now / seconds) * seconds;
        const last = list.at(-1);
        // After the clock was set back, what was measured later than now would never be forgotten.
        if (last && last.at > at) list.length = 0;
        const row = last?.at === at ? last : { at, values: new Map() };
        if (row !== last) list.push(row);
        addTo(row, sample);
      }
      forget();
      if (now - writtenAt >= writeEverySeconds) write();
    },
    /** Column by column since a time, no finer than a step, from the finest rows that reach back so far. */
    columns(fromSeconds: number, stepSeconds = 0): Columns {
      const wanted = tiers.findIndex(
        ({ seconds, spanSeconds }) => fromSeconds >= nowSeconds() - spanSeconds - 1 && seconds >= stepSeconds,
      );
      const tier = wanted === -1 ? tiers.length - 1 : wanted;
      const step = tiers[tier]?.seconds ?? 0;
      const chosen = (rows[tier] ?? []).filter(({ at }) => at >= fromSeconds);
      const names = [...new Set(chosen.flatMap(({ values }) => [...values.keys()]))].sort();
      const column = (name: string) => chosen.map(({ values }) => meanOf(values.get(name)));
      return {
        step,
        at: chosen.map(({ at }) => at),
        series: Object.fromEntries(names.map((name) => [name, column(name)])),
      };
    },
    close(): void {
      write();
      db?.close();
    },
  };
}

function addTo({ values }: Row, sample: Sample): void {
  for (const [name, value] of Object.entries(sample)) {
    const known = values.get(name) ?? { sum: 0, count: 0 };
    values.set(name, { sum: known.sum + value, count: known.count + 1 });
  }
}

/** Four digits are finer than a screen. */
const meanOf = (value: { sum: number; count: number } | undefined): number | null =>
  value === undefined ? null : Number((value.sum / value.count).toPrecision(4));

const textOf = ({ values }: Row): string =>
  JSON.stringify(Object.fromEntries([...values].map(([name, value]) => [name, meanOf(value)])));

function valuesIn(text: string): Row["values"] | undefined {
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
