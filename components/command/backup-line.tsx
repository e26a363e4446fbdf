"use client";

import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { TimeAgo } from "#components/ui/time-ago.tsx";
import { toByteWords, toNumberWords } from "#lib/format.ts";
import { BackupDifference } from "./backup-difference.tsx";
import type { CommandView } from "./command-view.ts";
import { InlineCommand } from "./inline-command.tsx";

export type BackupRow = {
  stamp: string;
  at: string;
  bytes: number;
  entries: number;
  damaged?: string | undefined;
  madeBy?: string | undefined;
  since?: { added: number; removed: number; changed: number } | undefined;
  /** The layers of now that it knows nothing of. */
  lacks?: readonly string[] | undefined;
};

/** What of a backup stands open below its line. */
export type BackupPart = "difference" | "restore" | "delete";

type BackupLineProps = {
  backup: BackupRow;
  restore: CommandView;
  prune: CommandView;
  open: BackupPart | undefined;
  onOpen: (part: BackupPart | undefined) => void;
};

/** One backup: when and before what it was made, what differs now, and what can be done with it. */
export function BackupLine({ backup, restore, prune, open, onOpen }: BackupLineProps) {
  const { stamp, at, bytes, entries, damaged, madeBy, since, lacks = [] } = backup;
  const toggle = (wanted: BackupPart) => ({
    "aria-expanded": open === wanted,
    onClick: () => onOpen(open === wanted ? undefined : wanted),
  });
  return (
    <li className="flex min-w-0 flex-col gap-3 px-3 py-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <span className="font-mono text-sm">{stamp}</span>
        <span className="text-muted">
          <TimeAgo at={at} />
          {madeBy !== undefined && `, before ${madeBy}`}
        </span>
        <span className="text-muted">
          {toNumberWords(entries)} entries · {toByteWords(bytes)}
        </span>
        {damaged === undefined ? (
          <Since since={since} lacks={lacks} />
        ) : (
          <Badge tone="danger">Cannot be put back</Badge>
        )}
        {lacks.map((layer) => (
          <span key={layer} className="text-muted">
            without the {layer} layer
          </span>
        ))}
        <span className="ml-auto flex flex-wrap gap-2">
          <Button size="sm" variant="ghost" {...toggle("difference")} disabled={damaged !== undefined}>
            What differs
          </Button>
          <Button size="sm" {...toggle("restore")} disabled={damaged !== undefined}>
            {open === "restore" ? "Close" : "Restore…"}
          </Button>
          <Button size="sm" variant="ghost" {...toggle("delete")}>
            Delete…
          </Button>
        </span>
      </div>
      {damaged !== undefined && <p className="min-w-0 break-words text-danger text-sm">{damaged}</p>}
      {open === "difference" && <BackupDifference stamp={stamp} restore={restore} />}
      {open === "restore" && <InlineCommand view={restore} input={{ backup: stamp }} />}
      {open === "delete" && <InlineCommand view={prune} input={{ backup: [stamp] }} />}
    </li>
  );
}

function Since({ since, lacks }: Pick<BackupRow, "since"> & { lacks: readonly string[] }) {
  if (since === undefined) return <span className="text-muted">not compared yet</span>;
  const { added, removed, changed } = since;
  if (added + removed + changed === 0)
    return <Badge>{lacks.length === 0 ? "the same as now" : "what it holds is as now"}</Badge>;
  const words = [
    added > 0 && `${toNumberWords(added)} came`,
    removed > 0 && `${toNumberWords(removed)} went`,
    changed > 0 && `${toNumberWords(changed)} changed`,
  ].filter((word) => word !== false);
  return <span className="text-sm">since then {words.join(", ")}</span>;
}
