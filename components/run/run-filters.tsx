"use client";

import { useRouter } from "next/navigation";
import { NativeSelect } from "#components/ui/input.tsx";
import { paths } from "#lib/paths.ts";

export type RunsFilter = { state?: "queued" | "running" | "ended"; command?: string };
export type CommandChoice = { name: string; title: string };

type RunFiltersProps = { filter: RunsFilter; commands: readonly CommandChoice[] };

/** Which runs are shown. The address says it, so that it can be sent to somebody. */
export function RunFilters({ filter: { state, command }, commands }: RunFiltersProps) {
  const router = useRouter();
  const show = (next: { state?: string | undefined; command?: string | undefined }) =>
    router.push(paths.runs({ state, command, ...next }));
  return (
    <div className="flex flex-wrap gap-2">
      <NativeSelect
        aria-label="State"
        className="w-40!"
        value={state ?? ""}
        onChange={(event) => show({ state: event.target.value || undefined })}
      >
        <option value="">Every state</option>
        <option value="queued">Waiting</option>
        <option value="running">Running</option>
        <option value="ended">Ended</option>
      </NativeSelect>
      <NativeSelect
        aria-label="Command"
        className="w-64!"
        value={command ?? ""}
        onChange={(event) => show({ command: event.target.value || undefined })}
      >
        <option value="">Every command</option>
        {commands.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </NativeSelect>
    </div>
  );
}
