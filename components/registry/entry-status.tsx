import type { EntryDetails } from "#cli-bridge/protocol/registry-answer.ts";
import { EntryMarks, InstalledState, isMissing } from "./entry-states.tsx";
import { LastCheck } from "./last-check.tsx";

/** One line: is it there, and was it found sound. */
export function EntryStatus({ details }: { details: EntryDetails }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      {!isMissing(details) && <InstalledState {...details} />}
      <span className="inline-flex items-center gap-1">
        <LastCheck details={details} />
      </span>
      <EntryMarks entry={details} />
    </div>
  );
}
