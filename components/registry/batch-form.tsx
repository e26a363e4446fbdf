"use client";

import { useState } from "react";
import { type CommandInput, type CommandView, whyOff } from "#components/command/command-view.ts";
import { removalModes, saysOfRemoval } from "#components/command/removal-modes.ts";
import { Field, FieldDescription, FieldLabel } from "#components/ui/field.tsx";
import { Checkbox, NativeSelect } from "#components/ui/input.tsx";
import type { BatchDeed } from "./batch-deeds.ts";
import { RoleFields } from "./batch-role.tsx";
import { TagField } from "./batch-tags.tsx";

/** What is said besides the names before anything was chosen; undefined where something has to be. */
export function firstInput(deed: BatchDeed): CommandInput | undefined {
  if (deed === "tag" || deed === "role") return undefined;
  if (deed === "favourite") return { favourite: "yes" };
  return deed === "unfavourite" ? { favourite: "no" } : {};
}

export type BatchFormProps = {
  deed: BatchDeed;
  view: Pick<CommandView, "controls" | "tellsPlan">;
  isBusy: boolean;
  onInput: (input: CommandInput | undefined) => void;
};

/** What a deed has to know besides the models. */
export function BatchForm({ deed, ...rest }: BatchFormProps) {
  if (deed === "tag") return <TagField {...rest} />;
  if (deed === "role") return <RoleFields {...rest} />;
  if (deed === "remove") return <RemovalField {...rest} />;
  if (deed === "verify")
    return (
      <Choice
        {...rest}
        says="Hash every byte, not just sizes; what was read whole is not read again"
        field="full"
      />
    );
  if (deed === "lock")
    return <Choice {...rest} says="Expect just their content from now on" field="setExpected" />;
  return null;
}

type Part = Omit<BatchFormProps, "deed">;

function RemovalField({ view, isBusy, onInput }: Part) {
  const [mode, setMode] = useState<string>(removalModes[0].key);
  return (
    <Field>
      <FieldLabel htmlFor="batch-removal">How much of them</FieldLabel>
      <NativeSelect
        id="batch-removal"
        aria-describedby="batch-removal-says"
        value={mode}
        disabled={isBusy}
        onChange={({ target }) => {
          setMode(target.value);
          onInput(removalModes.find(({ key }) => key === target.value)?.input ?? {});
        }}
      >
        {removalModes.map(({ key, title }) => (
          <option key={key} value={key}>
            {title}
          </option>
        ))}
      </NativeSelect>
      <FieldDescription id="batch-removal-says">{saysOfRemoval(mode, view)}</FieldDescription>
    </Field>
  );
}

function Choice({ view, isBusy, onInput, says, field }: Part & { says: string; field: string }) {
  const why = whyOff(view, field);
  return (
    <Field orientation="horizontal">
      <Checkbox
        id={`batch-${field}`}
        aria-describedby={why && `batch-${field}-off`}
        disabled={isBusy || why !== undefined}
        onChange={({ target }) => onInput(target.checked ? { [field]: true } : {})}
      />
      <div className="flex min-w-0 flex-col">
        <FieldLabel htmlFor={`batch-${field}`}>{says}</FieldLabel>
        {why !== undefined && <FieldDescription id={`batch-${field}-off`}>{why}</FieldDescription>}
      </div>
    </Field>
  );
}
