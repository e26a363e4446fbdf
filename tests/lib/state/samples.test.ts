import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openSamples } from "#lib/state/samples.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const start = 1_800_000_000;

async function opened() {
  const path = join(await temporaryFolder(), "samples.db");
  const clock = { now: start };
  return { path, clock, samples: openSamples(path, () => clock.now) };
}

test("what was measured comes back column by column, with nothing where a series was not there", async () => {
  const { samples, clock } = await opened();
  samples.add({ cpu: 0.5 });
  clock.now += 2;
  samples.add({ cpu: 0.25, watts: 75 });
  expect(samples.columns(start)).toEqual({
    ...{ step: 2, at: [start, start + 2] },
    series: { cpu: [0.5, 0.25], watts: [null, 75] },
  });
});

test("the further back, the coarser: a mean of what was measured meanwhile", async () => {
  const { samples, clock } = await opened();
  for (let at = 0; at < 60; at += 1, clock.now += 2) samples.add({ cpu: at < 15 ? 1 : 0 });
  expect(samples.columns(start - 3_600)).toMatchObject({ step: 30, series: { cpu: [1, 0, 0, 0] } });
  expect(samples.columns(start, 60)).toMatchObject({ step: 300, series: { cpu: [0.25] } });
});

test("a day of measuring stays small, and the next start knows it", async () => {
  const { path, samples, clock } = await opened();
  const sample = Object.fromEntries(
    Array.from({ length: 37 }, (_, at) => [`gpu GPU-${at} memory`, 12_345_678_901]),
  );
  const measure = (count: number, seconds: number) => {
    for (let at = 0; at < count; at += 1, clock.now += seconds) samples.add(sample);
  };
  measure(264, 300);
  measure(240, 30);
  samples.close();
  expect((await stat(path)).size).toBeLessThan(4_000_000);
  const again = openSamples(path, () => clock.now);
  expect(again.columns(clock.now - 86_400).at.length).toBeGreaterThan(285);
  expect(again.columns(clock.now - 7_000).at.length).toBeGreaterThan(230);
  clock.now += 86_400;
  again.add({ cpu: 1 });
  expect(again.columns(clock.now - 86_400).at).toHaveLength(1);
  again.close();
});

test("a clock that was set back begins anew instead of keeping the future for ever", async () => {
  const { samples, clock } = await opened();
  samples.add({ cpu: 1 });
  clock.now -= 3_600;
  samples.add({ cpu: 0 });
  expect(samples.columns(start - 7_200, 30).series.cpu).toEqual([0]);
});

test("a broken file is begun anew, and where none can be kept the figures are in memory", async () => {
  const path = join(await temporaryFolder(), "samples.db");
  await writeFile(path, "not a database, but long enough to look like something that might be one");
  for (const place of [path, join(path, "below-a-file.db")]) {
    const samples = openSamples(place, () => start);
    samples.add({ cpu: 1 });
    expect(samples.columns(start).series.cpu).toEqual([1]);
    samples.close();
  }
});
