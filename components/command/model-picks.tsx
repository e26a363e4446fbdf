"use client";

import { X } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field, FieldDescription, FieldError, FieldLabel } from "#components/ui/field.tsx";
import { toCountWords } from "#lib/format.ts";
import { ModelCombobox } from "./model-combobox.tsx";
import { ModelFacts } from "./model-facts.tsx";

type ModelPicksProps = {
  names: readonly string[];
  onNames: (names: string[]) => void;
  issue: string | undefined;
  /** Why no more than one can be meant. */
  alone: string | undefined;
};

/** Facts are asked for one by one, so of a long list only the first are shown with theirs. */
const factsMax = 20;

/** The models that are meant: one, with what is known of it, or several, each of which can be left out again. */
export function ModelPicks({ names, onNames, issue, alone }: ModelPicksProps) {
  const [first = "", ...more] = names;
  const isOne = names.length < 2;
  return (
    <div className="flex min-w-0 flex-col gap-3">
      {isOne && (
        <Field className="max-w-2xl">
          <FieldLabel htmlFor="remove-name">Model</FieldLabel>
          <ModelCombobox
            id="remove-name"
            aria-describedby="remove-name-says"
            aria-required={true}
            value={first}
            onValue={(name) => onNames(name === "" ? [] : [name, ...more])}
          />
          <FieldDescription id="remove-name-says">Its name in the registry</FieldDescription>
        </Field>
      )}
      {isOne && first !== "" && <ModelFacts name={first} />}
      {!isOne && (
        <ul
          aria-label={toCountWords(names.length, "model")}
          className="flex max-h-96 flex-col gap-2 overflow-auto"
        >
          {names.map((name, index) => (
            <li key={name} className="flex min-w-0 items-start gap-2">
              <div className="min-w-0 flex-1">
                {index < factsMax ? (
                  <ModelFacts name={name} />
                ) : (
                  <span className="break-all px-3 font-mono text-sm">{name}</span>
                )}
              </div>
              <Button
                size="sm"
                variant="ghost"
                aria-label={`Leave out ${name}`}
                icon={<X aria-hidden="true" />}
                onClick={() => onNames(names.filter((each) => each !== name))}
              />
            </li>
          ))}
        </ul>
      )}
      {issue !== undefined && <FieldError>{issue}</FieldError>}
      {first !== "" && <AddModel alone={alone} onAdd={(name) => onNames([...new Set([...names, name])])} />}
    </div>
  );
}

type AddModelProps = Pick<ModelPicksProps, "alone"> & { onAdd: (name: string) => void };

function AddModel({ alone, onAdd }: AddModelProps) {
  const [added, setAdded] = useState<string>();
  if (added === undefined)
    return (
      <div className="flex flex-wrap items-center gap-3">
        <Button size="sm" variant="ghost" disabled={alone !== undefined} onClick={() => setAdded("")}>
          Add another model
        </Button>
        {alone !== undefined && <p className="min-w-0 text-muted">{alone}</p>}
      </div>
    );
  const add = () => {
    if (added !== "") onAdd(added);
    setAdded(undefined);
  };
  return (
    <div className="flex max-w-2xl flex-wrap items-end gap-2">
      <Field className="min-w-60 flex-1">
        <FieldLabel htmlFor="remove-more">Another model</FieldLabel>
        <ModelCombobox id="remove-more" value={added} onValue={setAdded} />
      </Field>
      <Button onClick={add}>Add</Button>
    </div>
  );
}
