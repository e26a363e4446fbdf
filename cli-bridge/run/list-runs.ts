import { endOf, type RunEnd } from "#cli-bridge/protocol/run-end.ts";
import type { Lane, RunRecord, RunState } from "#cli-bridge/protocol/run-record.ts";
import { runFolderOf, runIdsIn } from "./run-folder.ts";
import { readRecord } from "./run-record-of.ts";

export type RunFilter = {
  state?: RunState | undefined;
  command?: string | undefined;
  /** How it ended; a run that has not ended has no end. */
  end?: RunEnd | undefined;
  lane?: Lane | undefined;
  /** Every run that has not ended, however many have come since, and as many of the others as there is room for. */
  live?: "all" | undefined;
  /** Only runs older than this one. */
  before?: string | undefined;
  limit?: number | undefined;
};

/** Remembers ended runs, so that a long history is found without opening its folders. It can always be rebuilt. */
export type RunIndex = {
  ids(): string[];
  put(record: RunRecord): void;
  forget(ids: readonly string[]): void;
  list(filter: Omit<RunFilter, "state" | "live">): RunRecord[];
};

export const listMax = 1_000;
const listDefault = 100;

type Sources = { home: string; index: RunIndex | undefined; active: readonly string[] };

/** Newest first. Ended runs come from the index when there is one, all others from their folders. */
export async function listRuns(
  { home, index, active }: Sources,
  filter: RunFilter = {},
): Promise<RunRecord[]> {
  const limit = Math.min(Math.max(1, filter.limit ?? listDefault), listMax);
  if (!index) return recordsFrom(home, await runIdsIn(home), { ...filter, limit });
  const { state, command, end, lane, before } = filter;
  const live = await recordsFrom(home, active, { ...filter, limit: active.length });
  const ended = state && state !== "ended" ? [] : index.list({ command, end, lane, before, limit });
  const known = new Set(ended.map(({ id }) => id));
  const unended = live.filter(({ id }) => !known.has(id));
  const room = filter.live === "all" ? ended.slice(0, Math.max(0, limit - unended.length)) : ended;
  const found = [...unended, ...room].sort((a, b) => Number(b.id) - Number(a.id));
  return filter.live === "all" ? found : found.slice(0, limit);
}

async function recordsFrom(home: string, ids: readonly string[], filter: RunFilter): Promise<RunRecord[]> {
  const { state, command, end, lane, before, limit = listDefault } = filter;
  const records: RunRecord[] = [];
  for (const id of ids) {
    if (records.length >= limit) break;
    if (before !== undefined && Number(id) >= Number(before)) continue;
    const record = await readRecord(runFolderOf(home, id));
    if (!record || (state && record.state !== state) || (command && record.command !== command)) continue;
    if (lane && record.lane !== lane) continue;
    if (end && (!record.outcome || endOf(record.outcome) !== end)) continue;
    records.push(record);
  }
  return records;
}
