"use client";

import { useMemo, useState } from "react";
import { Card, CardBody, CardHeader } from "#components/ui/card.tsx";
import {
  Field,
  FieldDescription,
  FieldError,
  FieldLabel,
  FieldLegend,
  FieldSet,
} from "#components/ui/field.tsx";
import type { CommandInput, CommandView } from "./command-view.ts";
import { CommandWork } from "./command-work.tsx";
import { EffectBadge } from "./effect-badge.tsx";
import { ModelCombobox } from "./model-combobox.tsx";
import { ModelFacts } from "./model-facts.tsx";
import { type RemovalMode, removalModeOf, removalModes } from "./removal-modes.ts";
import { useCommandWork } from "./use-command-work.ts";

/** Removing a model: which one, how much of it, and what that would mean before it is done. */
export function RemoveCard({ view, input: given }: { view: CommandView; input: CommandInput }) {
  const [name, setName] = useState(typeof given.name === "string" ? given.name : "");
  const [mode, setMode] = useState<RemovalMode>(removalModeOf(given));
  const input = useMemo(() => {
    const words = removalModes.find(({ key }) => key === mode)?.input;
    return { ...(name !== "" && { name }), ...words };
  }, [name, mode]);
  const work = useCommandWork(view, input);
  const issue = work.preview.refusal?.issues?.find(({ path }) => path === "name")?.message;
  return (
    <Card>
      <CardHeader>
        <h2 className="min-w-0 flex-1">{view.title}</h2>
        <EffectBadge effect={view.effect} />
      </CardHeader>
      <CardBody>
        <form className="flex min-w-0 flex-col gap-4" onSubmit={(event) => event.preventDefault()}>
          <Field className="max-w-2xl">
            <FieldLabel htmlFor="remove-name">Model</FieldLabel>
            <ModelCombobox
              id="remove-name"
              aria-describedby="remove-name-says"
              aria-required={true}
              value={name}
              onValue={setName}
            />
            <FieldDescription id="remove-name-says">Its name in the registry</FieldDescription>
            {issue !== undefined && <FieldError>{issue}</FieldError>}
          </Field>
          {name !== "" && <ModelFacts name={name} />}
          <Modes mode={mode} onMode={setMode} />
          <CommandWork view={view} input={input} work={work} />
        </form>
      </CardBody>
    </Card>
  );
}

function Modes({ mode, onMode }: { mode: RemovalMode; onMode: (mode: RemovalMode) => void }) {
  return (
    <FieldSet>
      <FieldLegend>How much of it</FieldLegend>
      <div className="grid gap-2 sm:grid-cols-2">
        {removalModes.map(({ key, title, says }) => (
          <label
            key={key}
            htmlFor={`remove-${key}`}
            className="flex items-start gap-2 rounded-md border border-line px-3 py-2 hover:bg-surface-2 has-checked:border-accent has-checked:bg-accent-soft"
          >
            <input
              id={`remove-${key}`}
              type="radio"
              name="mode"
              className="mt-0.5 size-4 shrink-0 accent-accent"
              checked={mode === key}
              onChange={() => onMode(key)}
            />
            <span className="flex min-w-0 flex-col">
              <span className="font-medium">{title}</span>
              <span className="text-muted text-sm">{says}</span>
            </span>
          </label>
        ))}
      </div>
    </FieldSet>
  );
}
