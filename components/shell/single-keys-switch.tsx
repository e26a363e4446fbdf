"use client";

import { useEffect, useState } from "react";
import { Field, FieldDescription, FieldLabel } from "#components/ui/field.tsx";
import { Switch } from "#components/ui/input.tsx";
import { areSingleKeysOn, keepSingleKeys } from "./single-keys.ts";

export function SingleKeysSwitch() {
  const [on, setOn] = useState(true);
  useEffect(() => setOn(areSingleKeysOn()), []);
  return (
    <Field orientation="horizontal">
      <Switch
        id="single-keys"
        checked={on}
        aria-describedby="single-keys-description"
        onChange={(event) => {
          setOn(event.target.checked);
          keepSingleKeys(event.target.checked);
        }}
      />
      <div className="flex flex-col gap-1">
        <FieldLabel htmlFor="single-keys">Single keys</FieldLabel>
        <FieldDescription id="single-keys-description">
          Letters such as g b, / and ? act without a modifier. This browser remembers the choice.
        </FieldDescription>
      </div>
    </Field>
  );
}
