"use client";

import { useMemo, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Card, CardBody, CardHeader } from "#components/ui/card.tsx";
import { CommandForm } from "./command-form.tsx";
import { type CommandInput, type CommandView, canChange, whyOff } from "./command-view.ts";
import { CommandWork } from "./command-work.tsx";
import { EffectBadge } from "./effect-badge.tsx";
import { inputOf, valuesOf } from "./form-values.ts";
import { useCommandWork } from "./use-command-work.ts";

type CommandCardProps = { view: CommandView; input?: CommandInput; hasExamples?: boolean };

/** A command, anywhere: its form, its words, its plan, its run and its outcome, in one place. */
export function CommandCard({ view, input: given, hasExamples = false }: CommandCardProps) {
  const { controls } = view;
  const [values, setValues] = useState(() => valuesOf(controls, given));
  const input = useMemo(() => inputOf(controls, values), [controls, values]);
  const work = useCommandWork(view, input);
  const issues = [...(work.preview.refusal?.issues ?? []), ...(refusalIn(work)?.issues ?? [])];
  const effect = canChange(view, input) ? view.effect : "reads";
  return (
    <Card>
      <CardHeader>
        <h2 className="min-w-0 flex-1">{view.title}</h2>
        <EffectBadge effect={effect} changes={view.changes} />
      </CardHeader>
      <CardBody>
        <p className="max-w-prose text-muted">{view.summary}.</p>
        {hasExamples && (
          <Examples view={view} onChoose={(example) => setValues(valuesOf(controls, example))} />
        )}
        <form className="flex min-w-0 flex-col gap-4" onSubmit={(event) => event.preventDefault()}>
          <CommandForm
            controls={controls}
            values={values}
            input={input}
            issues={issues}
            onChange={(name, value) => setValues((before) => ({ ...before, [name]: value }))}
          />
          <CommandWork view={view} input={input} work={work} />
        </form>
      </CardBody>
    </Card>
  );
}

const refusalIn = ({ flow }: ReturnType<typeof useCommandWork>) =>
  flow.stage === "form" || flow.stage === "plan" ? flow.refusal : undefined;

function Examples({ view, onChoose }: { view: CommandView; onChoose: (input: CommandInput) => void }) {
  const sayable = view.examples.filter(({ input }) =>
    Object.keys(input).every((name) => whyOff(view, name) === undefined),
  );
  if (sayable.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="text-muted text-sm">Examples</span>
      {sayable.map(({ says, input }) => (
        <Button key={says} size="sm" onClick={() => onChoose(input)}>
          {says}
        </Button>
      ))}
    </div>
  );
}
