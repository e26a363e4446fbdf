"use client";

import { CircleX, Info, TriangleAlert, Wrench } from "lucide-react";
import { useState } from "react";
import useSWR from "swr";
import type { CommandAnswer } from "#cli-bridge/protocol/command-answer.ts";
import { readApi } from "#components/run/ask-api.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { api } from "#lib/paths.ts";
import { toCommandView } from "./command-view.ts";
import type { HealthFinding } from "./health-report.ts";
import { InlineCommand } from "./inline-command.tsx";

const severities = {
  error: { word: "Wrong", tone: "danger", icon: <CircleX aria-hidden="true" /> },
  warning: { word: "Look at it", tone: "warning", icon: <TriangleAlert aria-hidden="true" /> },
  note: { word: "Good to know", tone: "neutral", icon: <Info aria-hidden="true" /> },
} as const;

const shownMax = 8;

/** What was found, whom it concerns, and the command that mends it, ready to be previewed right here. */
export function HealthFindingItem({ finding }: { finding: HealthFinding }) {
  const { severity, title, says, items, mend } = finding;
  const [isMending, setMending] = useState(false);
  const [isWhole, setWhole] = useState(false);
  const { word, tone, icon } = severities[severity];
  const shown = isWhole ? items : items.slice(0, shownMax);
  return (
    <li className="flex min-w-0 flex-col gap-2 px-4 py-3">
      <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone={tone} icon={icon}>
          {word}
        </Badge>
        <h3 className="min-w-0 flex-1 font-medium">{title}</h3>
        {mend && !isMending && (
          <Button size="sm" icon={<Wrench aria-hidden="true" />} onClick={() => setMending(true)}>
            Mend…
          </Button>
        )}
      </div>
      <p className="max-w-prose text-muted">{says}</p>
      <ul className="flex min-w-0 flex-col gap-0.5 text-sm">
        {shown.map(({ name, detail }) => (
          <li key={`${name} ${detail}`} className="flex min-w-0 flex-wrap gap-x-3">
            <span className="min-w-0 break-all font-mono">{name}</span>
            {detail !== undefined && <span className="min-w-0 break-words text-muted">{detail}</span>}
          </li>
        ))}
      </ul>
      {items.length > shown.length && (
        <Button size="sm" variant="ghost" className="self-start" onClick={() => setWhole(true)}>
          Show {items.length - shown.length} more
        </Button>
      )}
      {mend && isMending && <Mending mend={mend} />}
    </li>
  );
}

/** The command is fetched when it is wanted: most who look at a report mend one thing of it. */
function Mending({ mend: { command, input } }: { mend: NonNullable<HealthFinding["mend"]> }) {
  const { data, error } = useSWR<CommandAnswer[], Error>(api.commands(), readApi);
  const answer = data?.find(({ name }) => name === command);
  if (error) return <p className="text-danger">{error.message}</p>;
  if (!data) return <Skeleton className="h-24" />;
  if (!answer) return <p className="text-muted">There is no command {command} in this version.</p>;
  return <InlineCommand view={toCommandView(answer)} input={input} />;
}
