import { readFile, stat } from "node:fs/promises";
import { expect, test } from "vitest";
import { EventWriter } from "#cli-bridge/run/event-writer.ts";
import { openRunEvents } from "#cli-bridge/run/run-events-stream.ts";
import { createRun } from "#cli-bridge/run/run-file.ts";
import { collectEvents } from "#tests/support/collect-events.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { linesOf } from "./fixture-runner.ts";

test("the record of a server loses its older half and goes on, also for who reads it", async () => {
  const home = await temporaryFolder();
  const { folder } = await createRun(home, {
    ...{ command: "backend-start", input: {}, dialect: "modeldeck", argv: [], shell: "", effect: "changes" },
    ...{ lane: "servers", cwd: home, secretNames: [] },
  });
  const writer = await EventWriter.open(folder.events, 64 * 1024);
  writer.append("started", JSON.stringify({ at: new Date().toISOString(), argv: [], pid: 1 }));
  const say = (line: number) =>
    writer.append(
      "line",
      JSON.stringify({ at: line, line, stream: "out", text: `line ${line} ${"x".repeat(100)}` }),
    );
  for (let line = 1; line <= 10; line += 1) say(line);
  await writer.sync();
  const reading = collectEvents(await openRunEvents(home, folder.id), (seen) =>
    linesOf([...seen]).some(({ line }) => line === 2_000),
  );
  for (let line = 11; line <= 2_000; line += 1) {
    say(line);
    if (line % 100 === 0) await writer.sync();
  }
  await writer.close();
  expect((await stat(folder.events)).size).toBeLessThan(80 * 1024);
  const kept = await readFile(folder.events, "utf8");
  expect(kept.startsWith("id: 1\nevent: started\n")).toBe(true);
  expect(kept.endsWith("\n\n")).toBe(true);
  const numbers = linesOf(await reading).map(({ line }) => line);
  expect(numbers.at(-1)).toBe(2_000);
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
});
