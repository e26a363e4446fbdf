import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { toRunLabelParts } from "./run-words.ts";

type RunLabelProps = { run: Pick<RunRecord, "shell" | "command" | "input"> };

/** What a run is called, in one line. Where room is short the name gives way, and not what tells it from another. */
export function RunLabel({ run }: RunLabelProps) {
  const { name, part } = toRunLabelParts(run);
  return (
    <span className="flex min-w-0">
      <span className="truncate">{name}</span>
      {part !== undefined && <span className="max-w-2/3 shrink-0 truncate whitespace-pre"> · {part}</span>}
    </span>
  );
}
