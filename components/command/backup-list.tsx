"use client";

import { useState } from "react";
import useSWR from "swr";
import { readApi } from "#components/run/ask-api.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { useKeptRows } from "#components/ui/use-kept-rows.ts";
import { toByteWords, toCountWords } from "#lib/format.ts";
import { api } from "#lib/paths.ts";
import { BackupLine, type BackupPart, type BackupRow } from "./backup-line.tsx";
import { BackupPruning } from "./backup-pruning.tsx";
import type { CommandView } from "./command-view.ts";

type BackupListProps = { backups: readonly BackupRow[]; restore: CommandView; prune: CommandView };

/** The registry as it was, what has changed since, and the way back. */
export function BackupList({ backups: first, restore, prune }: BackupListProps) {
  const { data, error } = useSWR<{ backups: BackupRow[] }, Error>(api.backups(), readApi, {
    fallbackData: { backups: [...first] },
  });
  const [open, setOpen] = useState<Readonly<Record<string, BackupPart | undefined>>>({});
  const backups = data?.backups ?? first;
  const shown = useKeptRows(backups, {
    keyOf: ({ stamp }) => stamp,
    isOpen: ({ stamp }) => open[stamp] !== undefined,
  });
  if (shown.length === 0)
    return (
      <Empty title="There is no backup yet.">
        {restore.disabled === undefined
          ? "One is made by itself before every change of the registry."
          : "The program in use makes one before some of its changes."}
      </Empty>
    );
  return (
    <div className="flex min-w-0 flex-col gap-4">
      {error && <Alert tone="danger" title={error.message} />}
      <p className="text-muted">
        {toCountWords(backups.length, "backup")} ·{" "}
        {toByteWords(backups.reduce((sum, { bytes }) => sum + bytes, 0))}
      </p>
      <ul aria-label="Backups" className="divide-y divide-line rounded-md border border-line">
        {shown.map((backup) => (
          <BackupLine
            key={backup.stamp}
            backup={backup}
            open={open[backup.stamp]}
            onOpen={(part) => setOpen({ ...open, [backup.stamp]: part })}
            {...{ restore, prune }}
          />
        ))}
      </ul>
      <BackupPruning prune={prune} />
    </div>
  );
}
