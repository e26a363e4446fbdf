import type { DatabaseSync } from "node:sqlite";
import { type RunRecord, runRecord } from "#cli-bridge/protocol/run-record.ts";

type Wanted = { command?: string | undefined; before?: string | undefined; limit?: number | undefined };

export type RunsIndex = ReturnType<typeof makeRunsIndex>;

const limitDefault = 100;

/** Ended runs, found without opening their folders. Losing it costs a rebuild and nothing else. */
export function makeRunsIndex(db: DatabaseSync) {
  const ids = db.prepare("SELECT id FROM runs");
  const put = db.prepare("INSERT OR REPLACE INTO runs (id, command, record) VALUES (?, ?, ?)");
  const forget = db.prepare("DELETE FROM runs WHERE id = ?");
  const newest = db.prepare("SELECT record FROM runs WHERE id < ? ORDER BY id DESC LIMIT ?");
  const ofCommand = db.prepare(
    "SELECT record FROM runs WHERE command = ? AND id < ? ORDER BY id DESC LIMIT ?",
  );

  return {
    ids: (): string[] => ids.all().map(({ id }) => String(id)),
    put(record: RunRecord): void {
      put.run(Number(record.id), record.command, JSON.stringify(record));
    },
    forget(gone: readonly string[]): void {
      for (const id of gone) forget.run(Number(id));
    },
    list({ command, before, limit = limitDefault }: Wanted): RunRecord[] {
      const below = before === undefined ? Number.MAX_SAFE_INTEGER : Number(before);
      const rows = command === undefined ? newest.all(below, limit) : ofCommand.all(command, below, limit);
      return rows.map(({ record }) => runRecord.parse(JSON.parse(String(record))));
    },
  };
}
