import { expect, test } from "vitest";
import { percentOf, titleWith } from "#components/shell/title-progress.ts";
import { makeRun } from "./make-run.ts";

const at = (done: number) => ({ phase: "x", unit: "percent", done }) as const;

test("the title tells how far all that goes on is, and nothing of what nobody knows", () => {
  expect(percentOf([makeRun({ progress: at(90) }), makeRun({ progress: at(11) }), makeRun({})])).toBe(50);
  expect(percentOf([makeRun({}), makeRun({ state: "queued", progress: at(5) })])).toBeUndefined();
});

test("the figure stands before the page's own title once, and goes again", () => {
  expect(titleWith("Queue · Modeldeck", 42)).toBe("42 % · Queue · Modeldeck");
  expect(titleWith("42 % · Queue · Modeldeck", 43)).toBe("43 % · Queue · Modeldeck");
  expect(titleWith("42 % · Queue · Modeldeck", undefined)).toBe("Queue · Modeldeck");
});
