import type { DownloadPlan, PlannedFile } from "#cli-bridge/protocol/download-plan.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Expander } from "#components/ui/expander.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import { toByteWords, toCountWords } from "#lib/format.ts";
import { FoldedLines } from "./folded-lines.tsx";
import { HubRefusal } from "./hub-refusal.tsx";
import type { PlanState } from "./use-download-plan.ts";

type HubPlanProps = PlanState & {
  /** What the page says already of the repository. */
  said: readonly string[];
};

/** What the download would fetch, to where, and what stands in its way. */
export function HubPlan({ plan, refusal, isLoading, again, said }: HubPlanProps) {
  if (refusal) {
    const isSaid = said.some((line) => line.startsWith(refusal.message));
    return isSaid ? <Withheld again={again} /> : <HubRefusal refusal={refusal} onAgain={again} />;
  }
  if (!plan) return isLoading ? <Skeleton className="h-16" /> : null;
  return (
    <div className="flex min-w-0 flex-col gap-3" aria-busy={isLoading}>
      <div className="flex min-w-0 flex-col gap-1 rounded-md border border-line bg-surface-2 px-3 py-2">
        <p aria-live="polite" className="flex items-center gap-2 font-medium tabular-nums">
          {fetchWords(plan)}
          {isLoading && <Spinner className="animate-late text-accent" />}
        </p>
        <p className="break-words text-muted text-sm">
          To <span className="break-all font-mono">{plan.folder}</span>
          {roomWords(plan)}
        </p>
      </div>
      {plan.blocked.map(({ what, why, hint }) => (
        <Alert key={`${what} ${why}`} tone="danger" title={`${what}: ${why}.`}>
          {hint}
        </Alert>
      ))}
      {plan.warnings.length > 0 && (
        <Alert title={plan.warnings.length === 1 ? "One thing to know" : "Some things to know"}>
          <FoldedLines lines={plan.warnings} openMax={remarksMax} />
        </Alert>
      )}
      <PlannedFiles plan={plan} />
    </div>
  );
}

/** The reason and the way out stand at the top of the page. */
function Withheld({ again }: Pick<PlanState, "again">) {
  return (
    <p className="flex flex-wrap items-center gap-3 text-muted">
      It cannot be fetched yet; see “Before you download”.
      <Button size="sm" onClick={() => void again()}>
        Try again
      </Button>
    </p>
  );
}

const remarksMax = 5;
const filesMax = 100;

function fetchWords({ files, bytesToFetch, bytesHere }: DownloadPlan): string {
  const here = bytesHere > 0 ? `, ${toByteWords(bytesHere)} are here already` : "";
  return bytesToFetch === 0
    ? `All of it is here already: ${toCountWords(files.length, "file")} will be checked.`
    : `${toByteWords(bytesToFetch)} to fetch in ${toCountWords(files.length, "file")}${here}.`;
}

function roomWords({ freeBefore, freeAfter }: DownloadPlan): string {
  if (freeBefore === undefined || freeAfter === undefined) return "";
  const after =
    freeAfter < 0 ? `${toByteWords(-freeAfter)} too little` : `${toByteWords(freeAfter)} after it`;
  return ` · ${toByteWords(freeBefore)} free now, ${after}`;
}

const states: Readonly<Record<PlannedFile["state"], string>> = {
  fetch: "",
  resume: "goes on",
  check: "here, will be checked",
  kept: "another is here and stays",
  replace: "replaces what is here",
};

function PlannedFiles({ plan: { files, left } }: { plan: DownloadPlan }) {
  return (
    <Expander
      title="Files of this download"
      aside={
        <span className="text-muted text-xs">
          {files.length}
          {left.length > 0 && ` · ${left.length} left out`}
        </span>
      }
    >
      <ul className="flex max-h-80 min-w-0 flex-col gap-0.5 overflow-auto text-sm">
        {files.slice(0, filesMax).map(({ path, bytes, state, role }) => (
          <li key={path} className="flex min-w-0 flex-wrap gap-x-3">
            <span className="min-w-0 flex-1 basis-60 break-all font-mono">{path}</span>
            <span className="text-muted">{states[state] || role}</span>
            <span className="w-20 text-right tabular-nums">{toByteWords(bytes)}</span>
          </li>
        ))}
        {files.length > filesMax && (
          <li className="text-muted">and {toCountWords(files.length - filesMax, "more file")}</li>
        )}
      </ul>
    </Expander>
  );
}
