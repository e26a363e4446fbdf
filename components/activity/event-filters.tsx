"use client";

import { Download } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ActivityKind, activityKind } from "#cli-bridge/protocol/activity-event.ts";
import { useBackends } from "#components/shell/use-backends.ts";
import { NativeSelect } from "#components/ui/input.tsx";
import { api, paths } from "#lib/paths.ts";
import { activityLooks } from "./activity-words.ts";

const formats = ["csv", "ndjson"] as const;

export type EventsFilter = { kind?: ActivityKind; instance?: string };

/** Which events are shown, said by the address; and all of those as a file. */
export function EventFilters({ filter }: { filter: EventsFilter }) {
  const router = useRouter();
  const backends = useBackends() ?? [];
  const { kind, instance } = filter;
  const isGone = instance !== undefined && backends.every(({ id }) => id !== instance);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <NativeSelect
        aria-label="What happened"
        className="w-44!"
        value={kind ?? ""}
        onChange={(event) => router.push(paths.activity({ kind: event.target.value, instance }))}
      >
        <option value="">Everything</option>
        {activityKind.options.map((value) => (
          <option key={value} value={value}>
            {activityLooks[value].word}
          </option>
        ))}
      </NativeSelect>
      <NativeSelect
        aria-label="Server"
        className="w-56!"
        value={instance ?? ""}
        onChange={(event) => router.push(paths.activity({ kind, instance: event.target.value }))}
      >
        <option value="">Every server</option>
        {isGone && <option value={instance}>{instance}</option>}
        {backends.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </NativeSelect>
      <span className="ml-auto flex gap-3 text-sm">
        {formats.map((format) => (
          <a
            key={format}
            href={api.activity({ ...filter, format })}
            download={`activity.${format}`}
            className="flex items-center gap-1 rounded-sm text-accent hover:underline"
          >
            <Download aria-hidden="true" className="size-4" />
            {format.toUpperCase()}
          </a>
        ))}
      </span>
    </div>
  );
}
