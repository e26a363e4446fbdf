import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { type ActivityEvent, activityKind, type NewActivity } from "#cli-bridge/protocol/activity-event.ts";
import { toCsvLine } from "#lib/format.ts";
import { makeActivity } from "#lib/state/activity.ts";
import type { Live } from "./live.ts";
import { parseQuery } from "./parse-query.ts";
import { wholeNumber } from "./runs-query.ts";

const activityQuery = z.strictObject({
  kind: activityKind.optional(),
  instance: z.string().max(100).optional(),
  before: wholeNumber.optional(),
  limit: wholeNumber.pipe(z.number().min(1).max(1000)).default(100),
  format: z.enum(["json", "csv", "ndjson"]).default("json"),
});

export type ActivityReader = ReturnType<typeof makeActivityReader>;

/** What happened, told as it happens and kept for later. */
export function makeActivityReader(db: DatabaseSync, live: Pick<Live, "tell">) {
  const activity = makeActivity(db);

  /** Everything that is asked for, a page at a time. */
  function* all(wanted: Pick<z.output<typeof activityQuery>, "kind" | "instance" | "before">) {
    for (let { before } = wanted; ; ) {
      const page = activity.list({ ...wanted, before, limit: 1000 });
      yield* page;
      before = page.at(-1)?.id;
      if (page.length < 1000) return;
    }
  }

  return {
    tell(event: NewActivity): void {
      const told = activity.put(event);
      live.tell("activity", String(told.id), told);
    },
    /** Whether this has been told of the same run before, also by a console before this one. */
    wasTold: ({ kind, instance, run, at }: NewActivity): boolean =>
      activity.list({ kind, instance, limit: 100 }).some((told) => told.run === run && told.at === at),
    list: activity.list,
    query: (params: URLSearchParams) => {
      const { format, limit, ...wanted } = parseQuery(activityQuery, params);
      if (format !== "json") return { format, lines: linesOf(all(wanted), format) };
      return { format, answer: { events: activity.list({ ...wanted, limit }) } };
    },
  };
}

const columns = [
  ...(["id", "at", "kind", "says", "instance", "instanceName", "model", "durationMs", "who", "run"] as const),
];

function* linesOf(events: Iterable<ActivityEvent>, format: "csv" | "ndjson"): Generator<string> {
  if (format === "csv") yield toCsvLine(columns);
  for (const event of events)
    yield format === "csv" ? toCsvLine(columns.map((column) => event[column])) : `${JSON.stringify(event)}\n`;
}
