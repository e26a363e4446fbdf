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
  /** Only runs that change something: neither those that read nor rehearsals. */
  changes?: "only" | undefined;
  /**
   * Every run that has not ended, however many have come since, and as many of the others as there is room for.
   * `open`: every one as well that stopped in the middle and waits for somebody to go on with it or to give it up.
   */
  live?: "all" | "open" | undefined;
  /** Only runs older than this one. */
  before?: string | undefined;
  limit?: number | undefined;
};

type IndexFilter = Omit<RunFilter, "state" | "live">;

/** Remembers ended runs, so that a long history is found without opening its folders. It can always be rebuilt. */
export type RunIndex = {
  ids(): string[];
  put(record: RunRecord): void;
  forget(ids: readonly string[]): void;
  list(filter: IndexFilter): RunRecord[];
  listOpen(filter: IndexFilter): RunRecord[];
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
  const { state, live, ...rest } = filter;
  const goes = await recordsFrom(home, active, { ...filter, limit: active.length });
  const hasEnded = state === undefined || state === "ended";
  const open = hasEnded && live === "open" ? index.listOpen({ ...rest, limit: listMax }) : [];
  const ended = hasEnded ? index.list({ ...rest, limit }) : [];
  const known = new Set([...ended, ...open].map(({ id }) => id));
  const sure = [...goes.filter(({ id }) => !known.has(id)), ...open];
  const others = ended.filter(({ id }) => !open.some((each) => each.id === id));
  const room = live === undefined ? others : others.slice(0, Math.max(0, limit - sure.length));
  const found = [...sure, ...room].sort((a, b) => Number(b.id) - Number(a.id));
  return live === undefined ? found.slice(0, limit) : found;
}

async function recordsFrom(home: string, ids: readonly string[], filter: RunFilter): Promise<RunRecord[]> {
  const { state, command, end, lane, changes, before, limit = listDefault } = filter;
  const records: RunRecord[] = [];
  for (const id of ids) {
    if (records.length >= limit) break;
    if (before !== undefined && Number(id) >= Number(before)) continue;
    const record = await readRecord(runFolderOf(home, id));
    if (!record || (state && record.state !== state) || (command && record.command !== command)) continue;
    if (lane && record.lane !== lane) continue;
    if (changes && record.effect === "reads") continue;
    if (end && (!record.outcome || endOf(record.outcome) !== end)) continue;
    records.push(record);
  }
  return records;
}
