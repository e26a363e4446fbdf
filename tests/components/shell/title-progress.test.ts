import { expect, test } from "vitest";
import { endedSince, noticeOf } from "#components/shell/end-notices.ts";
import { percentOf, titleWith } from "#components/shell/title-progress.ts";
import { makeRun } from "./make-run.ts";

const at = (done: number) => ({ phase: "x", unit: "percent", done }) as const;
const facts = { endedAt: "2026-11-21T11:59:00Z", durationMs: 5 };

test("the title tells how far all that goes on is, and nothing of what nobody knows", () => {
  expect(percentOf([makeRun({ progress: at(90) }), makeRun({ progress: at(11) }), makeRun({})])).toBe(50);
  expect(percentOf([makeRun({}), makeRun({ state: "queued", progress: at(5) })])).toBeUndefined();
});

test("the figure stands before the page's own title once, and goes again", () => {
  expect(titleWith("Queue · Modeldeck", 42)).toBe("42 % · Queue · Modeldeck");
  expect(titleWith("42 % · Queue · Modeldeck", 43)).toBe("43 % · Queue · Modeldeck");
  expect(titleWith("42 % · Queue · Modeldeck", undefined)).toBe("Queue · Modeldeck");
});

test("a notice is of a run that was going here, and of none that a person stopped", () => {
  const done = makeRun({ id: "1", state: "ended", outcome: { kind: "exited", code: 0, ...facts } });
  const failed = makeRun({ id: "2", state: "ended", outcome: { kind: "exited", code: 1, ...facts } });
  const paused = makeRun({ id: "3", state: "ended", outcome: { kind: "paused", ...facts } });
  const seen = new Set(["1", "2", "3"]);
  expect(endedSince(seen, [done, failed, paused])).toEqual([done, failed]);
  expect(endedSince(new Set(), [done])).toEqual([]);
  expect(noticeOf(done).title).toBe("Done: download org/model");
  expect(noticeOf(failed)).toEqual({ title: "Failed: download org/model", body: "Failed with exit code 1" });
});
