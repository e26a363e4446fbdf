import { expect, test } from "vitest";
import { openMemoryDb } from "#lib/state/open-console-db.ts";
import { makeSpeeds } from "#lib/state/speeds.ts";

test("3d speeds are told of one server, the newest first, and no more than so many are kept", () => {
  const speeds = makeSpeeds(openMemoryDb(), 3);
  for (const tokensPerSecond of [1, 2, 3, 4, 5])
    speeds.put(tokensPerSecond === 4 ? "b" : "a", {
      ...{ at: "2026-11-21T00:00:00.000Z", model: "m", tokensPerSecond, from: "test" },
    });
  expect(speeds.list("a").map(({ tokensPerSecond }) => tokensPerSecond)).toEqual([5, 3]);
  expect(speeds.list("b")).toHaveLength(1);
});
