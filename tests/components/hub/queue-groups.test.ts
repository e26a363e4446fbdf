import { expect, test } from "vitest";
import type { RunOutcome } from "#cli-bridge/protocol/run-outcome.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { queueGroupsOf } from "#components/hub/queue-groups.ts";
import { makeRun } from "../shell/make-run.ts";

const now = new Date(2026, 10, 21, 12);
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString();

function ended(id: string, kind: "failed" | "paused" | "done", hours: number, more: Partial<RunRecord> = {}) {
  const facts = { endedAt: hoursAgo(hours), durationMs: 5 };
  const outcome: RunOutcome =
    kind === "paused" ? { kind, ...facts } : { kind: "exited", code: kind === "done" ? 0 : 1, ...facts };
  return makeRun({ id, state: "ended", endedAt: facts.endedAt, pausable: true, outcome, ...more });
}

const idsIn = (runs: RunRecord[]) =>
  Object.fromEntries(
    Object.entries(queueGroupsOf(runs, now)).map(([name, group]) => [name, group.map(({ id }) => id)]),
  );

test("each run stands in one place, and those that wait in their order", () => {
  const runs = [
    makeRun({ id: "9", state: "queued", place: 2 }),
    makeRun({ id: "8", state: "queued", place: 1 }),
    makeRun({ id: "7" }),
    makeRun({ id: "6" }),
    ended("5", "failed", 1),
    ended("4", "paused", 1),
    ended("3", "done", 1),
  ];
  expect(idsIn(runs)).toEqual({
    resuming: [],
    going: ["6", "7"],
    waiting: ["8", "9"],
    paused: ["4"],
    attention: ["5"],
    done: ["3"],
  });
});

test("what was taken up or given up asks for nothing, and what nobody can go on with is history after a day", () => {
  const runs = [
    ended("6", "failed", 50, { resumedBy: "7" }),
    ended("5", "paused", 50, { setAside: true }),
    ended("4", "failed", 50),
    ended("3", "failed", 50, { pausable: undefined }),
    ended("2", "done", 50),
    ended("1", "paused", 200),
  ];
  expect(idsIn(runs)).toMatchObject({ going: [], waiting: [], paused: ["1"], attention: ["4"], done: [] });
});

test("a run that was only just paused stays where it stood, so that a second press there meets no other", () => {
  const pausedFor = (seconds: number, id: string, more: Partial<RunRecord> = {}) =>
    ended(id, "paused", seconds / 3600, more);
  const startedAt = hoursAgo(1);
  const others = [
    makeRun({ id: "9", state: "queued", place: 2 }),
    makeRun({ id: "7", state: "queued", place: 1 }),
    makeRun({ id: "6" }),
    makeRun({ id: "4" }),
  ];
  const runs = [pausedFor(1, "8"), pausedFor(1, "5", { startedAt }), ...others];
  runs.sort((one, other) => Number(other.id) - Number(one.id));
  expect(idsIn(runs)).toMatchObject({ going: ["4", "5", "6"], waiting: ["7", "8", "9"], paused: [] });
  expect(idsIn([pausedFor(3, "8"), pausedFor(3, "5", { startedAt })])).toMatchObject({
    ...{ going: [], waiting: [], paused: ["8", "5"] },
  });
});

test("a run that was only just interrupted goes on by itself, and needs nobody until that came to nothing", () => {
  const interrupted = (secondsAgo: number) => {
    const endedAt = new Date(now.getTime() - secondsAgo * 1000).toISOString();
    const outcome: RunOutcome = { kind: "interrupted", reason: "The power went.", endedAt, durationMs: 5 };
    return makeRun({ id: "1", state: "ended", endedAt, pausable: true, outcome });
  };
  expect(idsIn([interrupted(1)])).toMatchObject({ resuming: ["1"], attention: [] });
  expect(idsIn([interrupted(9)])).toMatchObject({ resuming: [], attention: ["1"] });
});
