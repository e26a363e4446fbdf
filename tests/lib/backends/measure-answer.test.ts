import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { measureAnswer } from "#lib/backends/measure-answer.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What is heard of an answer, after how many milliseconds each. */
function figuresOf(...heard: readonly ["thought" | "words" | "silence", number][]) {
  const measured = measureAnswer();
  for (const [kind, afterMs] of heard) {
    vi.advanceTimersByTime(afterMs);
    if (kind !== "silence") measured.hear({ kind, text: "x" });
  }
  return measured.toFigures();
}

test("thinking takes from the first thought to the first word after it", () => {
  const figures = figuresOf(["thought", 800], ["thought", 2_000], ["words", 2_200], ["words", 3_000]);
  expect(figures).toMatchObject({ firstTokenMs: 800, thoughtMs: 4_200, totalMs: 8_000 });
});

test("what is said between two thoughts is no thinking, and a thought that is broken off ends with the answer", () => {
  expect(figuresOf(["thought", 0], ["words", 1_000], ["thought", 5_000], ["words", 500])).toMatchObject({
    thoughtMs: 1_500,
  });
  expect(figuresOf(["thought", 100], ["silence", 700])).toMatchObject({ thoughtMs: 700 });
});

test("of an answer without a thought nothing is said of thinking", () => {
  expect(figuresOf(["words", 100]).thoughtMs).toBeUndefined();
});
