"use client";

import useSWRInfinite from "swr/infinite";
import type { ActivityEvent } from "#cli-bridge/protocol/activity-event.ts";
import { readApi } from "#components/run/ask-api.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { ColumnTitles } from "#components/ui/column-titles.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { api, paths } from "#lib/paths.ts";
import { EventFilters, type EventsFilter } from "./event-filters.tsx";
import { EventRow } from "./event-row.tsx";
import { shownAtOnce } from "./events-shown.ts";

type EventsAnswer = { events: ActivityEvent[] };

const columns = [
  ["What", "w-32 xl:w-36"],
  ["What happened"],
  ["Server", "w-32 xl:w-44"],
  ["By", "w-22 xl:w-28"],
  ["When", "w-24 xl:w-28"],
  ["Took", "w-20 pr-3 text-right"],
] as const;

type EventsPageProps = { filter: EventsFilter; first: EventsAnswer };

/** What happened to servers and models, the newest first, as it happens. */
export function EventsPage({ filter, first }: EventsPageProps) {
  const { data, error, size, setSize, isValidating } = useSWRInfinite<EventsAnswer, Error>(
    (index: number, before: EventsAnswer | null) => {
      if (before && before.events.length < shownAtOnce) return null;
      const last = before?.events.at(-1)?.id;
      return api.activity({ ...filter, limit: shownAtOnce, ...(index > 0 && { before: last }) });
    },
    readApi,
    { fallbackData: [first], revalidateFirstPage: true },
  );
  const pages = data ?? [first];
  const events = pages.flatMap((page) => page.events);
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <EventFilters filter={filter} />
      {error && <Alert tone="danger" title={error.message} />}
      {events.length === 0 ? (
        <NoEvents isFiltered={Object.keys(filter).length > 0} />
      ) : (
        <table className="w-full table-fixed text-sm max-wide:block">
          <ColumnTitles of={columns} className="max-wide:sr-only" />
          <tbody className="max-wide:block">
            {events.map((event) => (
              <EventRow key={event.id} event={event} />
            ))}
          </tbody>
        </table>
      )}
      {pages.at(-1)?.events.length === shownAtOnce && (
        <Button className="self-center" busy={isValidating} onClick={() => void setSize(size + 1)}>
          Show older events
        </Button>
      )}
    </div>
  );
}

function NoEvents({ isFiltered }: { isFiltered: boolean }) {
  return isFiltered ? (
    <Empty
      title="No event fits this filter."
      actions={<LinkButton href={paths.activity()}>Show all events</LinkButton>}
    />
  ) : (
    <Empty
      title="Nothing has happened yet."
      actions={<LinkButton href={paths.backends()}>See the servers</LinkButton>}
    >
      What becomes of servers and of the models in their memory is kept here, whoever did it.
    </Empty>
  );
}
