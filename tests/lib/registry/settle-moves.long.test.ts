import { expect, test } from "vitest";
import { killEverywhere } from "./kill-everywhere.ts";

test("what comes back from the trash comes whole, wherever it is killed", async () => {
  expect(await killEverywhere("restore")).toEqual(new Set(["a", ""]));
}, 300_000);

test("an undo that is killed at any step is done or not done", async () => {
  expect(await killEverywhere("undo")).toEqual(new Set(["a,b", ""]));
}, 300_000);
