"use client";

import { useId } from "react";
import { Field, FieldDescription } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/input.tsx";
import { ChangeLabel, EditField, EditPart } from "./edit-field.tsx";
import type { EntryEdit } from "./use-entry-edit.ts";

const numbers = [
  ...["temperature", "topP", "topK", "contextWindow", "maxTokens", "minTokens"],
  ...["frequencyPenalty", "presencePenalty"],
];

/** What a model is asked with when nobody says otherwise. */
export function EditGeneration({ edit }: { edit: EntryEdit }) {
  const id = useId();
  const disabled = edit.details.locked;
  return (
    <EditPart title="Generation defaults" says="An empty field leaves it to the backend.">
      <div className="grid grid-cols-2 gap-3">
        {numbers.map((name) => (
          <EditField key={name} edit={edit} name={`defaults.${name}`} disabled={disabled} />
        ))}
      </div>
      <Contradictions edit={edit} />
      <Field>
        <ChangeLabel edit={edit} name="defaults.stop" htmlFor={id} />
        <Textarea
          id={id}
          rows={2}
          disabled={disabled}
          value={edit.values["defaults.stop"] ?? ""}
          placeholder="</s>"
          className="font-mono text-sm"
          aria-describedby={`${id}-says`}
          onChange={(event) => edit.set("defaults.stop", event.target.value)}
        />
        <FieldDescription id={`${id}-says`} className="text-xs">
          One a line; \n stands for a line break.
        </FieldDescription>
      </Field>
    </EditPart>
  );
}

/** Values that are each allowed and make no sense together. */
function Contradictions({ edit: { values } }: { edit: EntryEdit }) {
  const number = (name: string) => {
    const text = values[`defaults.${name}`];
    return text === undefined ? undefined : Number(text);
  };
  const isOver = (one: number | undefined, other: number | undefined) =>
    one !== undefined && other !== undefined && one > other;
  const [fewest, most, context] = [number("minTokens"), number("maxTokens"), number("contextWindow")];
  const words = [
    isOver(fewest, most) && "The fewest tokens are more than the most.",
    isOver(most, context) && "The most tokens do not fit into the context window.",
  ].filter((said) => said !== false);
  if (words.length === 0) return null;
  return <p className="text-sm text-warning">{words.join(" ")}</p>;
}
