import { expect, test } from "vitest";
import { raceSwapping } from "./swap-race.ts";

test("twenty thousand rounds against a swapping process have no escape", { timeout: 600_000 }, async () => {
  expect((await raceSwapping(20_000)).escapes).toBe(0);
});
