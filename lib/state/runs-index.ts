import type { DatabaseSync } from "node:sqlite";
import type { RunEnd } from "#cli-bridge/protocol/run-end.ts";
import { type Lane, type RunRecord, runRecord } from "#cli-bridge/protocol/run-record.ts";

type Wanted = {
  command?: string | undefined;
  end?: RunEnd | undefined;
  lane?: Lane | undefined;
  changes?: "only" | undefined;
  before?: string | undefined;
  limit?: number | undefined;
};

/** `endOf` in the words of the database. */
const endInWords = `CASE
  WHEN record ->> '$.outcome.kind' IN ('cancelled', 'paused', 'interrupted') THEN record ->> '$.outcome.kind'
  WHEN record ->> '$.outcome.kind' = 'exited' AND record ->> '$.outcome.code' = 0 THEN 'succeeded'
  ELSE 'failed' END`;
/** Where a run stopped in the middle, and nobody has gone on from there or given it up. */
export const openInWords = `record ->> '$.pausable' = 1 AND record ->> '$.resumedBy' IS NULL
  AND record ->> '$.setAside' IS NULL AND ${endInWords} NOT IN ('succeeded', 'cancelled')`;
const rest = `id < ? AND (? IS NULL OR ${endInWords} = ?) AND (? IS NULL OR record ->> '$.lane' = ?)
  AND (? IS NULL OR record ->> '$.effect' <> 'reads') ORDER BY id DESC LIMIT ?`;

export type RunsIndex = ReturnType<typeof makeRunsIndex>;

const limitDefault = 100;

function narrowedBy({ end, lane, changes, before, limit = limitDefault }: Omit<Wanted, "command">) {
  const below = before === undefined ? Number.MAX_SAFE_INTEGER : Number(before);
  return [below, end ?? null, end ?? null, lane ?? null, lane ?? null, changes ?? null, limit];
}

const recordsOf = (rows: readonly Record<string, unknown>[]): RunRecord[] =>
  rows.map(({ record }) => runRecord.parse(JSON.parse(String(record))));

/** Ended runs, found without opening their folders. Losing it costs a rebuild and nothing else. */
export function makeRunsIndex(db: DatabaseSync) {
  const ids = db.prepare("SELECT id FROM runs");
  const put = db.prepare("INSERT OR REPLACE INTO runs (id, command, record) VALUES (?, ?, ?)");
  const forget = db.prepare("DELETE FROM runs WHERE id = ?");
  const newest = db.prepare(`SELECT record FROM runs WHERE ${rest}`);
  const open = db.prepare(
    `SELECT record FROM runs INDEXED BY runs_open WHERE ${openInWords} AND (? IS NULL OR command = ?) AND ${rest}`,
  );
  const ofCommand = db.prepare(`SELECT record FROM runs WHERE command = ? AND ${rest}`);

  return {
    ids: (): string[] => ids.all().map(({ id }) => String(id)),
    put(record: RunRecord): void {
      put.run(Number(record.id), record.command, JSON.stringify(record));
    },
    forget(gone: readonly string[]): void {
      for (const id of gone) forget.run(Number(id));
    },
    list: ({ command, ...wanted }: Wanted): RunRecord[] => {
      const narrowed = narrowedBy(wanted);
      return recordsOf(command === undefined ? newest.all(...narrowed) : ofCommand.all(command, ...narrowed));
    },
    listOpen: ({ command, ...wanted }: Wanted): RunRecord[] =>
      recordsOf(open.all(command ?? null, command ?? null, ...narrowedBy(wanted))),
  };
}
