import { expect, test } from "vitest";
import type { RunOutcome } from "#cli-bridge/protocol/run-outcome.ts";
import {
  canGoOn,
  isOvertaken,
  meaningFor,
  needsAttention,
  partialBytesOf,
} from "#components/run/going-on.ts";
import { progressWords } from "#components/run/progress-words.ts";
import { makeRun } from "../shell/make-run.ts";

const facts = { endedAt: "2026-11-21T11:59:00Z", durationMs: 5 };
const failed: RunOutcome = { kind: "exited", code: 1, ...facts };
const paused: RunOutcome = { kind: "paused", ...facts };
const done: RunOutcome = { kind: "exited", code: 0, ...facts };
const interrupted: RunOutcome = { kind: "interrupted", reason: "The power went.", ...facts };
const ended = (outcome: RunOutcome, more = {}) =>
  makeRun({ state: "ended", pausable: true, outcome, ...more });

test.each([
  [paused, {}, true],
  [failed, {}, true],
  [interrupted, {}, true],
  [done, {}, false],
  [paused, { resumedBy: "9" }, false],
  [paused, { setAside: true }, false],
  [paused, { pausable: undefined }, false],
])("whether another run can go on: %j %j", (outcome, more, expected) => {
  expect(canGoOn(ended(outcome, more))).toBe(expected);
});

test.each([
  [failed, {}, true],
  [interrupted, {}, true],
  [paused, {}, false],
  [done, {}, false],
  [failed, { setAside: true }, false],
  [interrupted, { resumedBy: "9" }, false],
])("whether it needs a person: %j %j", (outcome, more, expected) => {
  expect(needsAttention(ended(outcome, more))).toBe(expected);
});

test("what a stopped run left is told until another goes on with it", () => {
  const progress = { phase: "downloading", unit: "bytes", done: 1_200, total: 5_000 } as const;
  expect(partialBytesOf(ended(paused, { progress }))).toBe(1_200);
  expect(partialBytesOf(ended(paused, { progress, resumedBy: "9" }))).toBeUndefined();
  expect(partialBytesOf(ended(done, { progress }))).toBeUndefined();
  expect(partialBytesOf(ended(paused))).toBeUndefined();
  const told = (kept: number) => ({ ...paused, result: { summary: "Stopped.", report: { kept } } });
  expect(partialBytesOf(ended(told(700), { progress }))).toBe(700);
  expect(partialBytesOf(ended(told(0), { progress }))).toBeUndefined();
});

test.each([
  [{ outcome: done }, true],
  [{ outcome: undefined, state: "running" as const }, true],
  [{ outcome: failed }, false],
  [{ outcome: done, id: "3" }, false],
  [{ outcome: done, input: { model: "a/b", weights: ["Q8_0"] } }, false],
  [{ outcome: done, command: "ollama-pull" }, false],
])("whether a later run has what this one was after: %j", (more, expected) => {
  const first = ended(paused, { id: "4", input: { model: "a/b", weights: ["Q4_K_M"] } });
  const { outcome, ...other } = makeRun({ id: "5", input: { weights: ["Q4_K_M"], model: "a/b" }, ...more });
  expect(isOvertaken(first, [first, { ...other, ...(outcome && { outcome }) }])).toBe(expected);
});

test("what was given up is told as such", () => {
  expect(meaningFor(ended(paused, { setAside: true }), paused)).toMatch(/^It was given up/);
});

test("an interruption says whether it went on", () => {
  expect(meaningFor(ended(interrupted), interrupted)).toMatch(/another run goes on from there/);
  expect(meaningFor(ended(interrupted, { resumedBy: "9" }), interrupted)).toMatch(/by itself as run 9/);
});

test("a stall and a wait are said in the place of a speed and of a time that nobody knows", () => {
  const going = { phase: "downloading", unit: "bytes", done: 5e8, total: 1e9, bytesPerSecond: 0 } as const;
  expect(progressWords({ ...going, stalledSeconds: 42, secondsLeft: 9 })).toBe(
    "Downloading · 500 MB of 1 GB · stalled 42 s",
  );
  expect(progressWords({ ...going, waitsFor: "quiet hours until 07:00", secondsLeft: 9 })).toBe(
    "Downloading · 500 MB of 1 GB · waits for quiet hours until 07:00",
  );
});
