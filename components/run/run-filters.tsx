"use client";

import { useRouter } from "next/navigation";
import type { RunEnd } from "#cli-bridge/protocol/run-end.ts";
import type { RunState } from "#cli-bridge/protocol/run-record.ts";
import { Checkbox, NativeSelect } from "#components/ui/input.tsx";
import { paths, type RunsQuery } from "#lib/paths.ts";

export type RunsFilter = { state?: RunState; end?: RunEnd; command?: string; changes?: "only" };
export type CommandChoice = { name: string; title: string };

const endWords: Readonly<Record<RunEnd, string>> = {
  succeeded: "Done",
  failed: "Failed",
  cancelled: "Cancelled",
  paused: "Paused",
  interrupted: "Interrupted",
};

type RunFiltersProps = { filter: RunsFilter; commands: readonly CommandChoice[] };

/** Which runs are shown. The address says it, so that it can be sent to somebody. */
export function RunFilters({ filter: { state, end, command, changes }, commands }: RunFiltersProps) {
  const router = useRouter();
  const show = (next: Pick<RunsQuery, "state" | "end" | "command" | "changes">) =>
    router.push(paths.runs({ state, end, command, changes, ...next }));
  const showStanding = (value: string) =>
    show(
      value in endWords ? { state: undefined, end: value } : { state: value || undefined, end: undefined },
    );
  return (
    <div className="flex flex-wrap items-center gap-2">
      <NativeSelect
        aria-label="State"
        className="w-40!"
        value={end ?? state ?? ""}
        onChange={(event) => showStanding(event.target.value)}
      >
        <option value="">Every state</option>
        <option value="queued">Waiting</option>
        <option value="running">Running</option>
        <option value="ended">Ended</option>
        {Object.entries(endWords).map(([value, word]) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
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
      <label htmlFor="changes-only" className="flex items-center gap-2">
        <Checkbox
          id="changes-only"
          checked={changes === "only"}
          onChange={({ target }) => show({ changes: target.checked ? "only" : undefined })}
        />
        Changes only
      </label>
    </div>
  );
}
