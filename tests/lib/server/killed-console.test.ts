import { expect, test } from "vitest";
import { killOften } from "./kill-rounds.ts";

test("a console that is killed with runs going and waiting finds all of them again, three times", async () => {
  expect((await killOften(3)).runs).toBeGreaterThan(0);
}, 120_000);
