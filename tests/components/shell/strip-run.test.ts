import { expect, test } from "vitest";
import { stripRunOf, toHideKey } from "#components/shell/strip-run.ts";
import { makeRun } from "./make-run.ts";

const now = Date.parse("2026-11-21T12:00:00Z");
const hidden = new Set<string>();
const failed = makeRun({
  id: "failed",
  state: "ended",
  endedAt: "2026-11-21T11:59:00Z",
  outcome: { kind: "exited", code: 1, endedAt: "2026-11-21T11:59:00Z", durationMs: 5 },
});
const far = makeRun({ id: "far", state: "running", progress: { phase: "x", unit: "percent", done: 90 } });
const near = makeRun({ id: "near", state: "running", progress: { phase: "x", unit: "percent", done: 10 } });

test("a failure outranks what is running", () => {
  expect(stripRunOf({ runs: [near, far, failed], hidden, now })).toEqual({
    run: failed,
    phase: "failed",
    more: 2,
  });
});

test("of what is running the least advanced is shown", () => {
  expect(stripRunOf({ runs: [far, near], hidden, now })).toEqual({ run: near, phase: "running", more: 1 });
});

test("hiding a run's progress does not silence its failure", () => {
  const hiddenRunning = new Set([toHideKey(failed, "running")]);
  expect(stripRunOf({ runs: [failed], hidden: hiddenRunning, now })?.run).toBe(failed);
  const hiddenFailed = new Set([toHideKey(failed, "failed")]);
  expect(stripRunOf({ runs: [failed, far], hidden: hiddenFailed, now })?.run).toBe(far);
});

test("a cancelled run asks for nothing", () => {
  const outcome = { kind: "cancelled", endedAt: "2026-11-21T11:59:00Z", durationMs: 5 } as const;
  expect(stripRunOf({ runs: [makeRun({ state: "ended", outcome })], hidden, now })).toBeUndefined();
});

test("a failure of yesterday is history", () => {
  const old = { ...failed, endedAt: "2026-11-20T11:00:00Z" };
  expect(stripRunOf({ runs: [old], hidden, now })).toBeUndefined();
});

test("a quick look without progress never shows", () => {
  expect(stripRunOf({ runs: [makeRun({ lane: "reads", state: "running" })], hidden, now })).toBeUndefined();
});

test("a success is shown only while it is held", () => {
  const outcome = { kind: "exited", code: 0, endedAt: "2026-11-21T11:59:00Z", durationMs: 5 } as const;
  const done = makeRun({ id: "done", state: "ended", outcome });
  expect(stripRunOf({ runs: [done], hidden, now, heldId: "done" })?.phase).toBe("done");
  expect(stripRunOf({ runs: [done], hidden, now })).toBeUndefined();
});

test("an interruption is no failure while another run is about to go on from it", () => {
  const at = (seconds: number) => new Date(now - seconds * 1000).toISOString();
  const interrupted = (seconds: number) =>
    makeRun({
      state: "ended",
      pausable: true,
      endedAt: at(seconds),
      outcome: { kind: "interrupted", reason: "It was killed.", endedAt: at(seconds), durationMs: 5 },
    });
  expect(stripRunOf({ runs: [interrupted(1)], hidden, now })).toBeUndefined();
  expect(stripRunOf({ runs: [interrupted(60)], hidden, now })?.phase).toBe("failed");
});

test("a pause waits behind what goes on and a failure that another run took up asks for nothing", () => {
  const paused = makeRun({
    id: "paused",
    state: "ended",
    pausable: true,
    outcome: { kind: "paused", endedAt: "2026-11-21T11:59:00Z", durationMs: 5 },
  });
  expect(stripRunOf({ runs: [paused, near], hidden, now })).toEqual({ run: near, phase: "running", more: 1 });
  expect(stripRunOf({ runs: [paused], hidden, now })).toEqual({ run: paused, phase: "paused", more: 0 });
  expect(stripRunOf({ runs: [{ ...paused, resumedBy: "9" }], hidden, now })).toBeUndefined();
  expect(stripRunOf({ runs: [{ ...failed, resumedBy: "9" }], hidden, now })).toBeUndefined();
  const hiddenRunning = new Set([toHideKey(paused, "running")]);
  expect(stripRunOf({ runs: [paused], hidden: hiddenRunning, now })?.phase).toBe("paused");
});
