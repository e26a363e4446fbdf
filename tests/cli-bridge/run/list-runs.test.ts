import { expect, onTestFinished, test } from "vitest";
import type { RunOutcome } from "#cli-bridge/protocol/run-outcome.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { listRuns, type RunFilter } from "#cli-bridge/run/list-runs.ts";
import { openMemoryDb } from "#lib/state/open-console-db.ts";
import { makeRunsIndex } from "#lib/state/runs-index.ts";
import { makeRun } from "#tests/components/shell/make-run.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const endedAt = "2026-11-21T11:00:00Z";
const endings = {
  paused: { kind: "paused" },
  interrupted: { kind: "interrupted", reason: "The power went." },
  failed: { kind: "exited", code: 1 },
  done: { kind: "exited", code: 0 },
  cancelled: { kind: "cancelled" },
} as const;

function ended(id: number, ending: keyof typeof endings, more: Partial<RunRecord> = {}): RunRecord {
  const outcome: RunOutcome = { ...endings[ending], endedAt, durationMs: 5 };
  return makeRun({ id: String(id), state: "ended", endedAt, pausable: true, outcome, ...more });
}

test("what waits to be resumed stays in the list however many have come since, and nothing else does", async () => {
  const db = openMemoryDb();
  onTestFinished(() => db.close());
  const index = makeRunsIndex(db);
  const early = [
    ended(1, "paused"),
    ended(2, "interrupted"),
    ended(3, "failed"),
    ended(4, "cancelled"),
    ended(5, "paused", { resumedBy: "9" }),
    ended(6, "failed", { setAside: true }),
    ended(7, "failed", { pausable: undefined }),
    ended(8, "paused", { lane: "registry" }),
  ];
  const later = Array.from({ length: 201 }, (_, at) => ended(10 + at, "done"));
  for (const run of [...early, ...later]) index.put(run);
  const home = await temporaryFolder();
  const idsOf = async (filter: RunFilter) =>
    (await listRuns({ home, index, active: [] }, { lane: "downloads", ...filter })).map(({ id }) =>
      Number(id),
    );
  expect(Math.min(...(await idsOf({ live: "all", limit: 200 })))).toBe(11);
  const open = await idsOf({ live: "open", limit: 200 });
  expect(open.slice(-4)).toEqual([14, 3, 2, 1]);
  expect(open).toHaveLength(200);
  expect(await idsOf({ live: "open", limit: 2 })).toEqual([3, 2, 1]);
  expect((await idsOf({ live: "open", limit: 300 })).length).toBe(208);
  expect(await idsOf({ live: "open", state: "running" })).toEqual([]);
});

test("only changes are listed when asked for, page after page", async () => {
  const db = openMemoryDb();
  onTestFinished(() => db.close());
  const index = makeRunsIndex(db);
  for (let id = 1; id <= 60; id++) {
    const isDeed = id % 3 === 0;
    index.put(ended(id, "done", isDeed ? { effect: "changes" } : { effect: "reads", lane: "reads" }));
  }
  const home = await temporaryFolder();
  const idsOf = async (filter: RunFilter) =>
    (await listRuns({ home, index, active: [] }, filter)).map(({ id }) => Number(id));
  expect(await idsOf({ changes: "only", limit: 3 })).toEqual([60, 57, 54]);
  expect(await idsOf({ changes: "only", limit: 3, before: "54" })).toEqual([51, 48, 45]);
  expect(await idsOf({ changes: "only" })).toHaveLength(20);
});
