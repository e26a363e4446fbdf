"use client";

import { useMemo } from "react";
import type { CommandInput, CommandView } from "./command-view.ts";
import { CommandWork } from "./command-work.tsx";
import { EffectBadge } from "./effect-badge.tsx";
import { useCommandWork } from "./use-command-work.ts";

/** A command whose input a list has already chosen: no form, only its words, its plan and its run. */
export function InlineCommand({ view, input: given }: { view: CommandView; input: CommandInput }) {
  const inputText = JSON.stringify(given);
  const input = useMemo<CommandInput>(() => JSON.parse(inputText), [inputText]);
  const work = useCommandWork(view, input);
  return (
    <form
      className="flex min-w-0 flex-col gap-4 rounded-md border border-line p-4"
      onSubmit={(event) => event.preventDefault()}
    >
      <div className="flex items-center gap-3">
        <h3 className="min-w-0 flex-1 font-medium">{view.title}</h3>
        <EffectBadge effect={view.effect} changes={view.changes} />
      </div>
      <CommandWork view={view} input={input} work={work} />
    </form>
  );
}
