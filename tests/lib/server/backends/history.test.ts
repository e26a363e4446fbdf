import { expect, test } from "vitest";
import { makeHistory } from "#lib/server/backends/history.ts";
import { makeActivity } from "#lib/state/activity.ts";
import { openMemoryDb } from "#lib/state/open-console-db.ts";
import { makeSpeeds } from "#lib/state/speeds.ts";

test("3c each load whose length was seen is in its server's history, and what was only found loaded is not", () => {
  const db = openMemoryDb();
  const [activity, speeds] = [makeActivity(db), makeSpeeds(db)];
  const at = "2026-11-21T10:00:00.000Z";
  const loaded = { at, kind: "loaded", says: "It holds m.", instance: "a", who: "console" } as const;
  activity.put({ ...loaded, model: "m", durationMs: 9_000 });
  activity.put({ ...loaded, model: "m", durationMs: 8_000 });
  activity.put({ ...loaded, model: "found" });
  activity.put({ ...loaded, instance: "b", model: "m", durationMs: 1 });
  const history = makeHistory({ activity, speeds, now: () => Date.parse(at) });
  history.answered("a", { model: "m", from: "test", tokensPerSecond: 12.5 });
  history.answered("a", { model: "m", from: "chat" });
  expect(history.of("a")).toEqual({
    loads: [
      { at, model: "m", durationMs: 8_000 },
      { at, model: "m", durationMs: 9_000 },
    ],
    speeds: [{ at, model: "m", tokensPerSecond: 12.5, from: "test" }],
  });
});
