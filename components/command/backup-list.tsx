"use client";

import { useState } from "react";
import useSWR from "swr";
import { readApi } from "#components/run/ask-api.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { TimeAgo } from "#components/ui/time-ago.tsx";
import { toByteWords, toNumberWords } from "#lib/format.ts";
import { api } from "#lib/paths.ts";
import type { CommandView } from "./command-view.ts";
import { InlineCommand } from "./inline-command.tsx";

export type BackupRow = {
  stamp: string;
  at: string;
  bytes: number;
  entries: number;
  damaged?: string | undefined;
};

type BackupListProps = { backups: readonly BackupRow[]; restore: CommandView };

/** The registry as it was, and the way back to it. */
export function BackupList({ backups: first, restore }: BackupListProps) {
  const { data, error } = useSWR<{ backups: BackupRow[] }, Error>(api.backups(), readApi, {
    fallbackData: { backups: [...first] },
  });
  const [chosen, setChosen] = useState<string>();
  const backups = data?.backups ?? first;
  if (backups.length === 0)
    return (
      <Empty title="There is no backup yet.">
        One is made by itself before every change of the registry.
      </Empty>
    );
  return (
    <div className="flex min-w-0 flex-col gap-4">
      {error && <Alert tone="danger" title={error.message} />}
      <ul aria-label="Backups" className="divide-y divide-line rounded-md border border-line">
        {backups.map(({ stamp, at, bytes, entries, damaged }) => (
          <li key={stamp} className="flex flex-col gap-3 px-3 py-2">
            <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
              <span className="font-mono text-sm">{stamp}</span>
              <span className="text-muted">
                <TimeAgo at={at} />
              </span>
              <span className="text-muted">
                {toNumberWords(entries)} entries · {toByteWords(bytes)}
              </span>
              {damaged !== undefined && <Badge tone="danger">Damaged: {damaged}</Badge>}
              <Button
                size="sm"
                className="ml-auto"
                aria-expanded={chosen === stamp}
                disabled={damaged !== undefined}
                onClick={() => setChosen(chosen === stamp ? undefined : stamp)}
              >
                {chosen === stamp ? "Close" : "Restore…"}
              </Button>
            </div>
            {chosen === stamp && <InlineCommand view={restore} input={{ backup: stamp }} />}
          </li>
        ))}
      </ul>
    </div>
  );
}
