import { Eye } from "lucide-react";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { Badge } from "#components/ui/badge.tsx";
import { succeeded } from "./outcome-words.ts";
import { isRehearsal } from "./rehearsal.ts";
import { RunStateBadge } from "./run-state-badge.tsx";
import type { UndoneBy } from "./undone-by.ts";

/** How a run of the history stands. A rehearsal that went well has done nothing, so it is not called done. */
export function RunRowState({ run, undone }: { run: RunRecord; undone: UndoneBy | undefined }) {
  if (!isRehearsal(run) || !run.outcome || !succeeded(run.outcome))
    return <RunStateBadge run={run} undone={undone} />;
  return (
    <Badge tone="unknown" icon={<Eye aria-hidden="true" />}>
      Rehearsal
    </Badge>
  );
}
