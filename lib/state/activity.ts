import type { DatabaseSync } from "node:sqlite";
import { type ActivityEvent, activityEvent, type NewActivity } from "#cli-bridge/protocol/activity-event.ts";

export type ActivityWanted = {
  kind?: string | undefined;
  instance?: string | undefined;
  /** Only what is older than this event. */
  before?: number | undefined;
  limit: number;
};

export type Activity = ReturnType<typeof makeActivity>;

const keptMax = 50_000;
const rest = "(? IS NULL OR kind = ?) AND (? IS NULL OR instance = ?) ORDER BY id DESC LIMIT ?";

/** What happened to servers and models, the newest first; what is older than the last so many is forgotten. */
export function makeActivity(db: DatabaseSync, kept = keptMax) {
  const put = db.prepare("INSERT INTO activity (kind, instance, event) VALUES (?, ?, ?)");
  const forget = db.prepare("DELETE FROM activity WHERE id <= ?");
  const read = db.prepare(`SELECT id, event FROM activity WHERE id < ? AND ${rest}`);

  return {
    put(event: NewActivity): ActivityEvent {
      const told = put.run(event.kind, event.instance ?? null, JSON.stringify(event));
      const id = Number(told.lastInsertRowid);
      forget.run(id - kept);
      return { ...event, id };
    },
    list({ kind, instance, before = Number.MAX_SAFE_INTEGER, limit }: ActivityWanted): ActivityEvent[] {
      const only = [kind ?? null, kind ?? null, instance ?? null, instance ?? null];
      return read
        .all(before, ...only, limit)
        .map(({ id, event }) => activityEvent.parse({ ...JSON.parse(String(event)), id }));
    },
  };
}
