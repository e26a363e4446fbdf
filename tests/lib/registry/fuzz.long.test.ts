import { expect, test } from "vitest";
import { checkFile, type Fuzzing, fuzzed, fuzzFolder, seeded, small } from "./fuzz-registry.ts";

const seeds = [1, 2, 3, 4];

test.each(seeds)("ten thousand fuzzed files crash nothing, part %i", async (seed) => {
  const dir = await fuzzFolder();
  const random = seeded(seed);
  const counts: Fuzzing = { readOnly: 0, written: 0 };
  for (let round = 0; round < 10_000 / seeds.length; round += 1) await checkFile(dir, fuzzed(random), counts);
  expect(counts.readOnly + counts.written).toBe(10_000 / seeds.length);
  process.stdout.write(`seed ${seed}: ${counts.readOnly} read-only, ${counts.written} changed and kept\n`);
});

test("a small file that ends at any byte is read whole or not at all", async () => {
  const dir = await fuzzFolder();
  const counts: Fuzzing = { readOnly: 0, written: 0 };
  const bytes = Buffer.from(small);
  for (let end = 0; end <= bytes.length; end += 1) await checkFile(dir, bytes.subarray(0, end), counts);
  // The file is whole with its newline, and without.
  expect(counts.written).toBe(2);
});
