import { test } from "vitest";
import { expectAllDoneAsPlanned, uses } from "./plan-and-deed.ts";

const seeds = Array.from({ length: 20 }, (_, index) => 14 + index);

test.each(Object.entries(uses))(
  "%s does what its plan says, and is taken back byte for byte",
  async (name, wordsOf) => expectAllDoneAsPlanned(name, wordsOf, seeds),
);
