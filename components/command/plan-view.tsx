"use client";

import { Search } from "lucide-react";
import { useMemo, useState } from "react";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Input } from "#components/ui/input.tsx";
import { toByteWords, toCountWords } from "#lib/format.ts";
import { PlanList } from "./plan-list.tsx";
import { PlanRowLine } from "./plan-row-line.tsx";
import { matchingRows, planRowsOf } from "./plan-rows.ts";

const filterFrom = 20;
const virtualFrom = 200;

/** What would happen, read as a difference. */
export function PlanView({ plan }: { plan: Plan }) {
  const rows = useMemo(() => planRowsOf(plan), [plan]);
  const [query, setQuery] = useState("");
  const shown = matchingRows(rows, query);
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <PlanObstacles plan={plan} />
      {rows.length > 0 && (
        <div className="min-w-0 overflow-hidden rounded-md border border-line">
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b bg-surface-2 px-3 py-2">
            <span className="font-medium">Plan</span>
            <span className="min-w-0 flex-1 text-muted text-sm">{factsOf(plan)}</span>
            {rows.length > filterFrom && (
              <div className="relative w-full max-w-60">
                <Search aria-hidden="true" className="absolute top-2 left-2 size-4 text-muted" />
                <Input
                  type="search"
                  aria-label="Filter the plan"
                  className="pl-7"
                  value={query}
                  placeholder={`Filter ${toCountWords(rows.length, "row")}`}
                  onChange={(event) => setQuery(event.target.value)}
                />
              </div>
            )}
          </div>
          {shown.length > virtualFrom ? (
            <PlanList rows={shown} />
          ) : (
            <ul aria-label="Plan" className="max-h-96 divide-y divide-line overflow-auto">
              {shown.map((row) => (
                <li key={row.key}>
                  <PlanRowLine row={row} />
                </li>
              ))}
            </ul>
          )}
          {shown.length === 0 && (
            <p className="px-3 py-4 text-muted">Nothing in the plan matches “{query}”.</p>
          )}
        </div>
      )}
    </div>
  );
}

/** `3 entries leave the registry · 4.6 GB freed · a backup is made` */
export function factsOf(plan: Plan): string {
  const entries = (list: readonly unknown[], verb: string, verbs: string) =>
    list.length > 0 && `${toCountWords(list.length, "entry", "entries")} ${list.length === 1 ? verb : verbs}`;
  const touched = plan.files.filter(({ deed }) => deed !== "keep").length;
  return [
    entries(plan.removed, "leaves the registry", "leave the registry"),
    entries(plan.changed, "changes", "change"),
    entries(plan.added, "comes", "come"),
    `${toCountWords(touched, "file")} touched`,
    plan.bytesFreed > 0 && `${toByteWords(plan.bytesFreed)} freed`,
    plan.bytesKept > 0 && `${toByteWords(plan.bytesKept)} kept`,
    plan.backup && "a backup is made first",
  ]
    .filter(Boolean)
    .join(" · ");
}

function PlanObstacles({ plan: { blocked, warnings } }: { plan: Plan }) {
  return (
    <>
      {blocked.map(({ what, why, hint }) => (
        <Alert key={`${what} ${why}`} tone="danger" title={`${what} cannot be done: ${why}`}>
          {hint}
        </Alert>
      ))}
      {warnings.map((warning) => (
        <Alert key={warning} tone="warning" title={warning} />
      ))}
    </>
  );
}
