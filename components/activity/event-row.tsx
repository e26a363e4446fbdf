import Link from "next/link";
import type { ActivityEvent, ActivityKind } from "#cli-bridge/protocol/activity-event.ts";
import { Badge } from "#components/ui/badge.tsx";
import { TimeAgo } from "#components/ui/time-ago.tsx";
import { toDurationWords } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";
import { activityLooks } from "./activity-words.ts";

const cell = "py-1.5 pr-3 align-top max-wide:py-0.5 max-wide:pr-0";

/** What somebody did; all else comes about by itself. */
const deeds: ReadonlySet<ActivityKind> = new Set(["loading", "loaded", "unloaded", "pulled", "deleted"]);

/** One thing that happened. On a narrow screen it is two lines. */
export function EventRow({ event }: { event: ActivityEvent }) {
  const { kind, says, at, durationMs, run, who } = event;
  const { word, tone, Icon } = activityLooks[kind];
  return (
    <tr className="border-line border-b max-wide:flex max-wide:flex-wrap max-wide:gap-x-3 max-wide:py-1.5">
      <td className={cell}>
        <Badge tone={tone} icon={<Icon aria-hidden="true" />}>
          {word}
        </Badge>
      </td>
      <td className={`${cell} min-w-0 break-words max-wide:order-last max-wide:w-full`}>{says}</td>
      <td className={`${cell} truncate text-muted`}>
        <Whence event={event} />
      </td>
      <td className={`${cell} whitespace-nowrap text-muted`}>
        {run === undefined ? (
          deeds.has(kind) && (who === "console" ? "here" : "elsewhere")
        ) : (
          <Link href={paths.run(run)} prefetch={false} className="rounded-sm text-accent hover:underline">
            run {run}
          </Link>
        )}
      </td>
      <td className={`${cell} whitespace-nowrap text-muted`}>
        <TimeAgo at={at} />
      </td>
      <td className={`${cell} whitespace-nowrap text-right text-muted tabular-nums`}>
        {durationMs === undefined ? "" : toDurationWords(durationMs)}
      </td>
    </tr>
  );
}

/** The server may be gone by now; its page says so. */
function Whence({ event: { instance, instanceName } }: { event: ActivityEvent }) {
  if (instance === undefined) return <span className="sr-only">no server</span>;
  return (
    <Link
      href={paths.backend(instance)}
      prefetch={false}
      title={instanceName ?? instance}
      className="rounded-sm hover:text-ink hover:underline"
    >
      {instanceName ?? instance}
    </Link>
  );
}
