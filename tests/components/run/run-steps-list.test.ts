import { expect, test } from "vitest";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { foundFaults, meaningOf, moodOf } from "#components/run/outcome-words.ts";
import { stepsOf } from "#components/run/run-steps-list.tsx";

const createdAt = "2026-11-21T10:00:00.000Z";
const startedAt = "2026-11-21T10:00:01.000Z";
const endedAt = "2026-11-21T10:00:05.000Z";
const run: RunRecord = {
  ...{ id: "1", command: "verify", input: {}, dialect: "modeldeck", argv: ["modeldeck"], shell: "modeldeck" },
  ...{ effect: "reads", lane: "reads", state: "ended", createdAt, startedAt, lines: 0 },
};
const ending = { endedAt, durationMs: 4000 };
const result = { summary: "2 of 17 models need attention." };
const seen = { connection: "open", lines: 0, lastLine: 0 } as const;

test("each phase of a run took from its first word to that of the next, and the last to the end", () => {
  const phases = [
    { name: "find", at: 500 },
    { name: "hash", at: 1500 },
  ];
  const steps = stepsOf(run, { ...seen, phases, outcome: { kind: "exited", code: 0, ...ending } });
  expect(steps.map(({ name, tookMs }) => [name, tookMs])).toEqual([
    ["Wait its turn", 1000],
    ["Run", 4000],
    ["Find", 1000],
    ["Hash", 2500],
    ["Done", undefined],
  ]);
});

test("a check that finds faults has not failed: its report leads", () => {
  const outcome = { kind: "exited", code: 1, ...ending, result } as const;
  expect(foundFaults(outcome)).toBe(true);
  expect(moodOf({ state: "ended", outcome })).toBe("found");
  expect(meaningOf(outcome)).toBe("2 of 17 models need attention.");
  const states = stepsOf(run, { ...seen, phases: [], outcome }).map(({ state }) => state);
  expect(states).toEqual(["done", "done", "found"]);
});

test("a program that stops without a report has failed", () => {
  const outcome = { kind: "exited", code: 1, ...ending } as const;
  expect(moodOf({ state: "ended", outcome })).toBe("failed");
  expect(meaningOf(outcome, false)).toContain("exit code 1 and printed nothing");
  expect(moodOf({ state: "ended", outcome: { ...outcome, code: 3, result } })).toBe("failed");
});

test("the last step of a rehearsal says that nothing was done, and of what was given up that nobody waits", () => {
  const done = { kind: "exited", code: 0, ...ending } as const;
  const paused = { kind: "paused", ...ending } as const;
  const watched = { ...seen, phases: [] };
  const lastOf = (each: RunRecord) => stepsOf(each, watched).map(({ name, state }) => `${name}, ${state}`);
  expect(lastOf({ ...run, input: { dryRun: true }, outcome: done }).at(-1)).toBe("Rehearsed, done");
  expect(lastOf({ ...run, outcome: done }).at(-1)).toBe("Done, done");
  expect(lastOf({ ...run, outcome: paused }).slice(1)).toEqual(["Run, paused", "Paused, paused"]);
  const cancelled = { kind: "cancelled", ...ending } as const;
  expect(lastOf({ ...run, outcome: cancelled }).slice(1)).toEqual(["Run, cancelled", "Cancelled, cancelled"]);
  expect(lastOf({ ...run, outcome: paused, setAside: true }).slice(1)).toEqual([
    "Run, given up",
    "Given up, given up",
  ]);
});
