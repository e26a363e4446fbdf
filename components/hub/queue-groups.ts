import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { canGoOn, isJustPaused, isTakenUpSoon, needsAttention } from "#components/run/going-on.ts";

export type QueueGroups = Record<
  "resuming" | "going" | "waiting" | "paused" | "attention" | "done",
  RunRecord[]
>;

/** Older faults of runs that nobody can go on with are history; those that can wait until somebody decides. */
const faultShownMs = 24 * 60 * 60 * 1000;

const endedAt = (run: RunRecord) => Date.parse(run.endedAt ?? run.createdAt);

/** What stands where on the page of the queue; each run in one place. */
export function queueGroupsOf(runs: readonly RunRecord[], now: Date): QueueGroups {
  const today = new Date(now).setHours(0, 0, 0, 0);
  const groups: QueueGroups = { resuming: [], going: [], waiting: [], paused: [], attention: [], done: [] };
  const stayed: RunRecord[] = [];
  for (const run of runs) {
    const isRecent = now.getTime() - endedAt(run) < faultShownMs;
    if (run.state === "running") groups.going.push(run);
    else if (run.state === "queued") groups.waiting.push(run);
    else if (isJustPaused(run, now.getTime()))
      (run.startedAt === undefined ? stayed : groups.going).push(run);
    else if (run.outcome?.kind === "paused" && canGoOn(run)) groups.paused.push(run);
    else if (isTakenUpSoon(run, now.getTime())) groups.resuming.push(run);
    else if (needsAttention(run) && (canGoOn(run) || isRecent)) groups.attention.push(run);
    else if (run.resumedBy === undefined && endedAt(run) >= today) groups.done.push(run);
  }
  groups.going.reverse();
  groups.waiting.sort((one, other) => (one.place ?? 0) - (other.place ?? 0));
  for (const run of stayed) putBack(run, groups.waiting);
  return groups;
}

/** A run that waits no more has no place; it stands before those that came after it. */
function putBack(run: RunRecord, waiting: RunRecord[]): void {
  const at = waiting.findIndex(({ id }) => Number(id) > Number(run.id));
  waiting.splice(at === -1 ? waiting.length : at, 0, run);
}
