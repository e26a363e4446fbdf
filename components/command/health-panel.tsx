"use client";

import { CircleCheck, HeartPulse } from "lucide-react";
import { useState } from "react";
import type { RunOutcome } from "#cli-bridge/protocol/run-outcome.ts";
import type { Refusal } from "#components/run/ask-api.ts";
import { meaningOf } from "#components/run/outcome-words.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { Card, CardBody, CardHeader } from "#components/ui/card.tsx";
import { paths } from "#lib/paths.ts";
import { HealthFindingItem } from "./health-finding.tsx";
import { healthReportOf } from "./health-report.ts";
import { endOf, startWatchedRun } from "./run-steps.ts";

type Checked =
  | { state: "not yet" }
  | { state: "checking" }
  | { state: "refused"; refusal: Refusal }
  | { state: "checked"; run: string; outcome: RunOutcome };

async function check(): Promise<Checked> {
  const started = await startWatchedRun({ command: "doctor", input: {} });
  if (!started.ok) return { state: "refused", refusal: started.refusal };
  const ended = await endOf(started.value);
  if (!ended.ok) return { state: "refused", refusal: ended.refusal };
  return { state: "checked", run: started.value.id, outcome: ended.value.outcome };
}

/** The state of the registry, looked into when asked, each fault with what mends it. */
export function HealthPanel({ disabled }: { disabled?: string | undefined }) {
  const [checked, setChecked] = useState<Checked>({ state: "not yet" });
  const report = checked.state === "checked" ? healthReportOf(checked.outcome.result?.report) : undefined;
  const begin = async () => {
    setChecked({ state: "checking" });
    setChecked(await check());
  };
  return (
    <Card aria-label="Registry health" role="region">
      <CardHeader>
        <HeartPulse aria-hidden="true" className="size-4 text-muted" />
        <h2 className="min-w-0 flex-1">Registry health</h2>
        <Button
          busy={checked.state === "checking"}
          disabled={disabled !== undefined}
          onClick={() => void begin()}
        >
          {checked.state === "not yet" ? "Check" : "Check again"}
        </Button>
      </CardHeader>
      {checked.state === "not yet" && (
        <CardBody>
          <p className="text-muted">
            {disabled ??
              "Looks for what is wrong or may hurt, and names the command that mends it. Changes nothing."}
          </p>
        </CardBody>
      )}
      {checked.state === "refused" && (
        <CardBody>
          <Alert tone="danger" title={checked.refusal.message}>
            {checked.refusal.hint}
          </Alert>
        </CardBody>
      )}
      {checked.state === "checked" && (
        <>
          <p
            role="status"
            className="flex flex-wrap items-center gap-2 border-line border-b px-4 py-3 last:border-b-0"
          >
            {report?.healthy && <CircleCheck aria-hidden="true" className="size-4 text-ok" />}
            <span className="min-w-0 flex-1 font-medium">{meaningOf(checked.outcome)}</span>
            <LinkButton size="sm" variant="ghost" href={paths.run(checked.run)}>
              Log
            </LinkButton>
          </p>
          {report && report.findings.length > 0 && (
            <ul aria-label="Findings" className="divide-y divide-line">
              {report.findings.map((finding) => (
                <HealthFindingItem key={finding.check + finding.title} finding={finding} />
              ))}
            </ul>
          )}
        </>
      )}
    </Card>
  );
}
