import { expect, test } from "vitest";
import type { RunOutcome } from "#cli-bridge/protocol/run-outcome.ts";
import { meaningOf, moodOf, succeeded } from "#components/run/outcome-words.ts";
import { isFailure, toEndingWords } from "#components/shell/run-words.ts";

const ending = { endedAt: "2026-11-21T10:00:00.000Z", durationMs: 5 };

test("a program that told of faults and exited with 0 needs attention, in its own words", () => {
  const result = { summary: "❌ Invalid: 8" };
  const outcome: RunOutcome = { kind: "exited", code: 0, faults: true, ...ending, result };
  expect(moodOf({ state: "ended", outcome })).toBe("found");
  expect(succeeded(outcome)).toBe(false);
  expect(isFailure(outcome)).toBe(false);
  expect(meaningOf(outcome)).toBe("Invalid: 8");
  expect(toEndingWords(outcome)).toBe("Invalid: 8");
});

test("a run that asks somebody in vain waits, and does not run", () => {
  const progress = { phase: "downloading", unit: "bytes", done: 5, total: 10 } as const;
  expect(moodOf({ state: "running", progress })).toBe("running");
  expect(moodOf({ state: "running", progress: { ...progress, asksAgain: true } })).toBe("waiting");
});
