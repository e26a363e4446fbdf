import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tailOf } from "#cli-bridge/run/event-tail.ts";
import { progressBudget } from "#cli-bridge/run/progress-budget.ts";
import { runLimits } from "#cli-bridge/run/run-limits.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { ending, fixtureRunner, pausableRequest } from "./fixture-runner.ts";

const weekMs = 7 * 24 * 60 * 60 * 1000;

test("a download of a week leaves room in its record for what it prints", () => {
  const budget = progressBudget({ hasChannel: true, limits: runLimits });
  let bytes = 0;
  expect(budget.intervalMs()).toBe(100);
  for (let atMs = 0; atMs < weekMs; atMs += budget.intervalMs()) {
    budget.spend(5_000);
    bytes += 5_000;
  }
  expect(budget.intervalMs()).toBeLessThanOrEqual(30_000);
  expect(bytes).toBeLessThan(runLimits.bytesMax * 0.9);
});

test("the end of a record that tells only progress says how many lines there are", async () => {
  const path = join(await temporaryFolder(), "events.sse");
  const frame = (id: number, event: string, data: object) =>
    `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
  const line = frame(1, "line", { at: 1, line: 1, stream: "out", text: "only one" });
  const item = "x".repeat(2_000);
  const rest = Array.from({ length: 3_000 }, (_, at) =>
    frame(at + 2, "progress", { phase: "downloading", unit: "bytes", done: at, item, lines: 1 }),
  );
  await writeFile(path, line + rest.join(""));
  expect(await tailOf(path)).toMatchObject({ seq: 3_001, lines: 1, progress: { done: 2_999 } });
});

test("the last progress of a run tells how many lines stood before it", async () => {
  const { runner } = await fixtureRunner();
  const { id } = await runner.start(await pausableRequest({ total: 10 }));
  const { progress, lines } = await ending(runner, id);
  expect(progress).toMatchObject({ done: 10 });
  expect(lines).toBeGreaterThanOrEqual(progress?.lines ?? 99);
});
