"use client";

import { useMemo, useState } from "react";
import { Card, CardBody, CardHeader } from "#components/ui/card.tsx";
import { type CommandInput, type CommandView, whyAlone } from "./command-view.ts";
import { CommandWork } from "./command-work.tsx";
import { EffectBadge } from "./effect-badge.tsx";
import { ModelPicks } from "./model-picks.tsx";
import { RemovalModeChoice } from "./removal-mode-choice.tsx";
import { type RemovalMode, removalModeOf, removalModes, viewOfRemoval } from "./removal-modes.ts";
import { useCommandWork } from "./use-command-work.ts";

/** Removing models: which, how much of them, and what that would mean before it is done. */
export function RemoveCard({ view, input: given }: { view: CommandView; input: CommandInput }) {
  const [names, setNames] = useState(() => namesIn(given));
  const [mode, setMode] = useState<RemovalMode>(removalModeOf(given));
  const input = useMemo(() => {
    const words = removalModes.find(({ key }) => key === mode)?.input;
    const [name, ...more] = names;
    return { ...(name !== undefined && { name }), ...(more.length > 0 && { more }), ...words };
  }, [names, mode]);
  const shown = useMemo(() => viewOfRemoval(view, mode), [view, mode]);
  const work = useCommandWork(shown, input);
  const issue = work.preview.refusal?.issues?.find(({ path }) => path === "name" || path === "more")?.message;
  return (
    <Card>
      <CardHeader>
        <h2 className="min-w-0 flex-1">{names.length > 1 ? `Remove ${names.length} models` : view.title}</h2>
        <EffectBadge effect={shown.effect} changes={shown.changes} />
      </CardHeader>
      <CardBody>
        <form className="flex min-w-0 flex-col gap-4" onSubmit={(event) => event.preventDefault()}>
          <ModelPicks names={names} onNames={setNames} issue={issue} alone={whyAlone(view)} />
          <RemovalModeChoice mode={mode} onMode={setMode} view={view} />
          <CommandWork view={shown} input={input} work={work} />
        </form>
      </CardBody>
    </Card>
  );
}

/** Several models are named by `name` and `more`, as at a terminal. */
function namesIn({ name, more }: CommandInput): string[] {
  const listed = Array.isArray(more) ? more : [more];
  const names = [name, ...listed].filter((each): each is string => typeof each === "string" && each !== "");
  return [...new Set(names)];
}
