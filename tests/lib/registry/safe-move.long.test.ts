import { expect, test } from "vitest";
import type { MoveWay } from "#lib/registry/safe-move.ts";
import { raceSwapping } from "./swap-race.ts";

const ways: MoveWay[] = ["descriptors", "aside"];

test.each(ways)(
  "twenty thousand rounds against a swapping process have no escape, through %s",
  { timeout: 600_000 },
  async (way) => {
    expect((await raceSwapping(20_000, way)).escapes).toBe(0);
  },
);
