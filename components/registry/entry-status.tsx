import { ShieldCheck, ShieldQuestion } from "lucide-react";
import type { EntryDetails } from "#cli-bridge/protocol/registry-answer.ts";
import { TimeAgo } from "#components/ui/time-ago.tsx";
import { EntryMarks, InstalledState } from "./entry-states.tsx";
import { isTable } from "./fact-list.tsx";

/** One line: is it there, and was it found sound. */
export function EntryStatus({ details }: { details: EntryDetails }) {
  const verifiedAt = lastVerifiedOf(details.versionLock);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <InstalledState installed={details.installed} logicalOnly={details.logicalOnly} />
      <span className="inline-flex items-center gap-1">
        {verifiedAt === undefined ? (
          <>
            <ShieldQuestion aria-hidden="true" className="size-3.5 text-unknown" />
            Never verified
          </>
        ) : (
          <>
            <ShieldCheck aria-hidden="true" className="size-3.5 text-ok" />
            Verified <TimeAgo at={verifiedAt} />
          </>
        )}
      </span>
      <EntryMarks entry={details} />
    </div>
  );
}

function lastVerifiedOf(lock: unknown): string | undefined {
  if (!isTable(lock)) return undefined;
  const at = lock.lastVerified ?? lock.last_verified;
  return typeof at === "string" && at !== "" ? at : undefined;
}
