import { expect, test } from "vitest";
import type { RunOutcome } from "#cli-bridge/protocol/run-outcome.ts";
import { moodOf } from "#components/run/outcome-words.ts";
import { undoneBy } from "#components/run/undone-by.ts";
import { makeRun } from "../shell/make-run.ts";

const at = (minute: number) => `2026-11-21T10:0${minute}:00.000Z`;
const doneWith = (change: string, code = 0): RunOutcome => ({
  ...{ kind: "exited", code, endedAt: at(9), durationMs: 5 },
  result: { summary: "Done.", undo: { command: "undo", input: { run: change } } },
});
const changed = makeRun({ id: "1", createdAt: at(1), state: "ended", outcome: doneWith("c1") });
const undoing = (id: number, run: string, more = {}) =>
  makeRun({
    ...{ id: String(id), createdAt: at(id), command: "undo", state: "ended", outcome: doneWith(`c${id}`) },
    input: { run, apply: true, ...more },
  });

test("a run is undone by the run that took its change back, named by the change or by the run", () => {
  expect(undoneBy(changed, [undoing(3, "other"), undoing(2, "c1")])).toEqual({ id: "2", isWhole: true });
  expect(undoneBy(changed, [undoing(2, "#1")])).toEqual({ id: "2", isWhole: true });
  expect(undoneBy(changed, [undoing(2, "other")])).toBeUndefined();
  expect(moodOf(changed, true)).toBe("undone");
});

test("neither a rehearsal of an undo nor one that failed counts", () => {
  expect(undoneBy(changed, [undoing(2, "c1", { apply: false })])).toBeUndefined();
  const failed = { ...undoing(2, "c1"), outcome: doneWith("c2", 1) };
  expect(undoneBy(changed, [failed])).toBeUndefined();
});

test("an undo that was itself undone no longer holds, until that is undone as well", () => {
  const back = undoing(2, "c1");
  expect(undoneBy(changed, [undoing(3, "c2"), back])).toBeUndefined();
  expect(undoneBy(back, [undoing(3, "c2"), back])).toEqual({ id: "3", isWhole: true });
  expect(undoneBy(changed, [undoing(4, "c3"), undoing(3, "c2"), back])).toEqual({ id: "2", isWhole: true });
});

test("an undo of what was picked takes back a part only", () => {
  const part = undoing(3, "c1", { only: ["a"] });
  expect(undoneBy(changed, [part])).toEqual({ id: "3", isWhole: false });
  expect(undoneBy(changed, [part, undoing(2, "c1")])).toEqual({ id: "2", isWhole: true });
});
