"use client";

import dynamic from "next/dynamic";
import useSWR from "swr";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { Alert } from "#components/ui/alert.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { api } from "#lib/paths.ts";
import { readApi } from "./ask-api.ts";
import { RunFault } from "./run-fault.tsx";
import { RunHead } from "./run-head.tsx";
import { RunProgress } from "./run-progress.tsx";
import { RunStepsList } from "./run-steps-list.tsx";
import { useRunWatch } from "./use-run-watch.ts";
import { useUndoneBy } from "./use-undone-by.ts";

/** Its rows lie at places that only the browser knows, so the server leaves it out. */
const LogViewer = dynamic(() => import("./log-viewer.tsx").then(({ LogViewer }) => LogViewer), {
  ssr: false,
  loading: () => <Skeleton className="h-96" />,
});

/** `changes`: what the command changes, where that is not the registry. */
type RunDetailProps = { run: RunRecord; title: string; changes?: string | undefined };

/** One run, live: its steps on the left, its log on the right. */
export function RunDetail({ run: first, title, changes }: RunDetailProps) {
  const { data: run = first } = useSWR<RunRecord, Error>(api.run(first.id), readApi, { fallbackData: first });
  const { watch, watched } = useRunWatch(first.id, first.lines);
  const { progress } = watched;
  const outcome = watched.outcome ?? run.outcome;
  const shown: RunRecord = { ...run, ...(outcome && { outcome, state: "ended" }) };
  const undone = useUndoneBy(shown);
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <RunHead run={shown} undone={undone} title={title} changes={changes} />
      <CodeBlock text={run.shell} label="command" />
      {progress && !outcome && <RunProgress progress={progress} label={title} />}
      {watched.connection === "lost" && (
        <Alert tone="warning" title="The console stopped telling of this run.">
          The run itself goes on. Reload the page to look again.
        </Alert>
      )}
      {outcome && (
        <RunFault run={run} outcome={outcome} undone={undone} watch={watch} lastLine={watched.lastLine} />
      )}
      <div className="grid min-w-0 gap-6 lg:grid-cols-[13rem_minmax(0,1fr)]">
        <RunStepsList run={run} watched={watched} isUndone={undone?.isWhole} />
        <LogViewer watch={watch} watched={watched} />
      </div>
    </div>
  );
}
