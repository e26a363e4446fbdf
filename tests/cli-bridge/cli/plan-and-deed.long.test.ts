import { describe, test } from "vitest";
import { expectDoneAsPlanned, uses } from "./plan-and-deed.ts";

const seeds = Array.from({ length: 20 }, (_, index) => 13 + index);

describe.each(Object.entries(uses))("%s", (name, wordsOf) => {
  test.each(seeds)("does what its plan says, and is taken back byte for byte (registry %i)", async (seed) =>
    expectDoneAsPlanned(name, wordsOf, seed),
  );
});
