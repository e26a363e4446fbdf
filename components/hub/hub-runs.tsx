"use client";

import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { isOvertaken } from "#components/run/going-on.ts";
import { succeeded } from "#components/run/outcome-words.ts";
import { Alert } from "#components/ui/alert.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { paths } from "#lib/paths.ts";
import { madeEntries } from "./made-entries.ts";
import { queueGroupsOf } from "./queue-groups.ts";
import { QueueRow } from "./queue-row.tsx";

type HubRunsProps = { runs: readonly RunRecord[]; repo: string };

/** The downloads of one repository: those that go, wait or stopped, and those of today that are done. */
export function HubRuns({ runs, repo }: HubRunsProps) {
  const own = runs.filter((run) => isOf(run, repo));
  const { going, waiting, paused, attention, done } = queueGroupsOf(own, new Date());
  const open = [...attention, ...going, ...waiting, ...paused];
  const [latest] = done;
  if (open.length === 0 && latest === undefined) return null;
  return (
    <section aria-label="Downloads of this repository" className="flex min-w-0 flex-col gap-3">
      {open.length > 0 && (
        <ul className="divide-y divide-line rounded-md border border-line bg-surface-1">
          {open.map((run) => (
            <QueueRow key={run.id} run={run} isOvertaken={isOvertaken(run, runs)} />
          ))}
        </ul>
      )}
      {latest && <DoneRun run={latest} />}
    </section>
  );
}

/** However it was asked for: by its name, at a revision, with a quantisation. */
function isOf({ command, input }: Pick<RunRecord, "command" | "input">, repo: string): boolean {
  const { model } = input;
  if (command !== "download" || typeof model !== "string") return false;
  return model === repo || model.startsWith(`${repo}@`) || model.startsWith(`${repo}:`);
}

function DoneRun({ run }: { run: RunRecord }) {
  const { id, input, outcome } = run;
  if (outcome === undefined || !succeeded(outcome)) return null;
  const weights = weightsIn(input);
  const [name] = madeEntries(run);
  return (
    <Alert
      tone="ok"
      title={outcome.result?.summary ?? "It is here."}
      actions={
        <>
          {name !== undefined && (
            <LinkButton size="sm" href={paths.model(name)}>
              Show in Browse
            </LinkButton>
          )}
          <LinkButton size="sm" variant="ghost" href={paths.run(id)}>
            Log
          </LinkButton>
        </>
      }
    >
      {weights.length > 0 ? (
        <>
          Weights: <span className="break-all font-mono text-sm">{weights.join(", ")}</span>
        </>
      ) : undefined}
    </Alert>
  );
}

/** Which of the weights were asked for, in the input or after the name; none where all were. */
function weightsIn({ weights, model }: RunRecord["input"]): string[] {
  if (Array.isArray(weights)) return weights.filter((word) => typeof word === "string");
  const wish = typeof model === "string" ? /:(.+)$/s.exec(model)?.[1] : undefined;
  return wish === undefined ? [] : [wish];
}
