import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { runFolderOf } from "#cli-bridge/run/run-folder.ts";
import { collectEvents } from "#tests/support/collect-events.ts";
import { ending, fixtureRunner, linesOf, requestFor, runToEnd, untilLine } from "./fixture-runner.ts";

test("a reader that comes back with the last id it has gets exactly the rest", async () => {
  const { runner } = await fixtureRunner();
  const { id, events } = await runToEnd(runner, requestFor("many-lines", ["30"]));
  for (const { seq } of events) {
    const rest = await collectEvents(await runner.events(id, { after: seq }));
    expect(rest).toEqual(events.slice(seq));
  }
  expect(await collectEvents(await runner.events(id, { after: 1_000_000 }))).toEqual([]);
});

test("the place of any id is found in a record of many pages", async () => {
  const { runner } = await fixtureRunner();
  const { id } = await runToEnd(runner, requestFor("many-lines", ["20000"]));
  for (const after of [1, 2, 499, 5_000, 12_345, 19_999, 20_000, 20_001]) {
    const stream = await runner.events(id, { after });
    const [next] = await collectEvents(stream, (seen) => seen.length > 0);
    expect(next?.seq).toBe(after + 1);
  }
});

test("readers that leave and come back put together every line, once, in order", async () => {
  const { runner } = await fixtureRunner();
  const { id } = await runner.start(requestFor("counts-slowly", ["60", "5"]));
  const seen: number[] = [];
  let after = 0;
  for (let isOver = false; !isOver; ) {
    const events = await collectEvents(await runner.events(id, { after }), (some) => some.length >= 7);
    after = events.at(-1)?.seq ?? after;
    seen.push(...linesOf(events).map(({ line }) => line));
    isOver = events.some(({ event }) => event === "ended");
  }
  expect(seen).toEqual(Array.from({ length: 60 }, (_, at) => at + 1));
});

test("what is served is what is on the disk", async () => {
  const { runner, home } = await fixtureRunner();
  const { id } = await runToEnd(runner, requestFor("many-lines", ["2000"]));
  const served = await new Response(await runner.events(id)).text();
  const kept = await readFile(runFolderOf(home, id).events, "utf8");
  expect(served).toBe(`retry: 1000\n\n${kept}`);
});

test("a quiet run is kept open by comments", async () => {
  const { runner } = await fixtureRunner();
  const { id } = await runner.start(requestFor("forever"));
  await untilLine(runner, id, "ready");
  const stream = await runner.events(id, { after: 2, heartbeatMs: 20 });
  const reader = stream.getReader();
  const texts = [await reader.read(), await reader.read()].map(({ value }) =>
    new TextDecoder().decode(value),
  );
  expect(texts).toEqual(["retry: 1000\n\n", ": still here\n\n"]);
  await reader.cancel();
});

test("an aborted reader is let go while others stay", async () => {
  const { runner } = await fixtureRunner();
  const { id } = await runner.start(requestFor("counts-slowly", ["20", "10"]));
  const leaving = new AbortController();
  const left = await runner.events(id, { signal: leaving.signal });
  const staying = collectEvents(await runner.events(id));
  leaving.abort();
  expect(await collectEvents(left)).toEqual([]);
  expect(linesOf(await staying)).toHaveLength(20);
  await ending(runner, id);
});
