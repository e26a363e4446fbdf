import type { Metadata } from "next";
import { activityKind } from "#cli-bridge/protocol/activity-event.ts";
import { EventsPage } from "#components/activity/events-page.tsx";
import { shownAtOnce } from "#components/activity/events-shown.ts";
import { listActivity } from "#lib/server/reads.ts";

export const metadata: Metadata = { title: "Events" };

export default async function ActivityPage({ searchParams }: PageProps<"/activity">) {
  const query = await searchParams;
  const kind = activityKind.options.find((known) => known === query.kind);
  const instance = typeof query.instance === "string" && query.instance !== "" ? query.instance : undefined;
  const filter = { ...(kind && { kind }), ...(instance && { instance: instance.slice(0, 100) }) };
  const first = { events: listActivity({ ...filter, limit: shownAtOnce }) };
  return <EventsPage key={`${kind} ${instance}`} filter={filter} first={first} />;
}
