import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { NewActivity } from "#cli-bridge/protocol/activity-event.ts";
import { makeActivity } from "#lib/state/activity.ts";
import { openConsoleDb } from "#lib/state/open-console-db.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const event = (kind: NewActivity["kind"], instance: string): NewActivity => ({
  ...{ at: "2026-11-21T00:00:00.000Z", kind, instance, says: `${instance} is ${kind}.`, who: "elsewhere" },
});

async function openHere(kept?: number) {
  const { db } = openConsoleDb(join(await temporaryFolder(), "console.db"));
  onTestFinished(() => db.close());
  return makeActivity(db, kept);
}

test("M4.8 what happened is told the newest first, narrowed to a kind and a server, page by page", async () => {
  const activity = await openHere();
  const loaded = activity.put({ ...event("loaded", "a"), model: "m", durationMs: 12 });
  activity.put(event("offline", "b"));
  activity.put(event("offline", "a"));
  expect(activity.list({ limit: 2 }).map(({ id }) => id)).toEqual([3, 2]);
  expect(activity.list({ before: 2, limit: 9 })).toEqual([loaded]);
  expect(activity.list({ kind: "offline", instance: "a", limit: 9 }).map(({ id }) => id)).toEqual([3]);
});

test("1.2.7 only so many are kept, and a number is never given twice", async () => {
  const activity = await openHere(3);
  for (let step = 0; step < 10; step++) activity.put(event("online", "a"));
  expect(activity.list({ limit: 99 }).map(({ id }) => id)).toEqual([10, 9, 8]);
});
