"use client";

import { Download, FileCheck, Play } from "lucide-react";
import type { DownloadPlan } from "#cli-bridge/protocol/download-plan.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import type { CommandInput } from "#components/command/command-view.ts";
import { canGoOn, isOvertaken } from "#components/run/going-on.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { toByteWords, toCountWords } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";
import { useDownloadStart } from "./use-download-start.ts";

type HubStartProps = {
  input: CommandInput;
  /** The words of the command, by which a run of the same download is known. */
  shell: string | undefined;
  plan: DownloadPlan | undefined;
  canStart: boolean;
  verb: string;
  runs: readonly RunRecord[];
};

/** Starts the download, or goes on with the one that was stopped: there is never a second of the same. */
export function HubStart({ input, shell, plan, canStart, verb, runs }: HubStartProps) {
  const { start, startNext, goOn, isBusy, refusal } = useDownloadStart(input);
  const same = runs.filter((run) => run.shell === shell);
  const isQueued = same.some(({ state }) => state !== "ended");
  const stopped = isQueued ? undefined : same.find((run) => isStopped(run) && !isOvertaken(run, runs));
  // Once pressed they are held, and a disabled button would lose the focus.
  const isHeld = stopped === undefined && (!canStart || isQueued);
  const isCrowded = stopped === undefined && runs.some(({ state }) => state === "queued");
  const isCheck = plan?.bytesToFetch === 0;
  const Icon = stopped ? Play : isCheck ? FileCheck : Download;
  const press = stopped ? () => goOn(stopped.id) : start;
  return (
    <>
      {refusal && (
        <Alert tone="danger" title={refusal.message}>
          {refusal.hint}
        </Alert>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          type="submit"
          variant="primary"
          icon={<Icon aria-hidden="true" />}
          busy={isBusy}
          aria-disabled={isHeld || undefined}
          onClick={isHeld ? undefined : press}
        >
          {stopped ? "Resume" : startWords(verb, plan)}
        </Button>
        {isCrowded && (
          <Button
            aria-disabled={isHeld || isBusy || undefined}
            onClick={isHeld || isBusy ? undefined : startNext}
          >
            {isCheck ? "Check next" : `${verb} next`}
          </Button>
        )}
        <LinkButton variant="ghost" href={paths.downloadQueue()}>
          Open the queue
        </LinkButton>
        <span role="status" className="text-muted">
          {isQueued && "This download is in the queue already."}
          {stopped && "This download has stopped on its way. Resume goes on from there."}
        </span>
      </div>
    </>
  );
}

/** Paused, or cut off in the middle. What failed or was cancelled may be begun anew. */
const isStopped = (run: RunRecord): boolean =>
  canGoOn(run) && (run.outcome?.kind === "paused" || run.outcome?.kind === "interrupted");

/** What a press does to these files: fetch them, fetch what is not here yet, or only read what is here. */
function startWords(verb: string, plan: DownloadPlan | undefined): string {
  if (plan === undefined || plan.files.length === 0) return verb;
  const { files, bytesToFetch, bytesHere } = plan;
  if (bytesToFetch === 0) return `Check ${toCountWords(files.length, "file")}`;
  return `${verb}${bytesHere > 0 ? " the rest," : ""} ${toByteWords(bytesToFetch)}`;
}
