"use client";

import type { Control } from "#cli-bridge/derive/controls.ts";
import type { Issue } from "#cli-bridge/protocol/console-error.ts";
import { Expander } from "#components/ui/expander.tsx";
import { CommandField } from "./command-field.tsx";
import type { FormValues } from "./form-values.ts";

type CommandFormProps = {
  controls: readonly Control[];
  values: FormValues;
  issues?: readonly Issue[] | undefined;
  onChange: (name: string, value: FormValues[string]) => void;
};

/** The form of any command, drawn from what the catalogue says of its fields. */
export function CommandForm({ controls, values, issues = [], onChange }: CommandFormProps) {
  const field = (control: Control) => (
    <CommandField
      key={control.name}
      control={control}
      value={values[control.name]}
      issue={issues.find(({ path }) => path.split(".")[0] === control.name)?.message}
      onChange={(value) => onChange(control.name, value)}
    />
  );
  const asked = controls.filter(({ folded }) => !folded);
  const folded = controls.filter((control) => control.folded);
  if (controls.length === 0) return null;
  return (
    <div className="flex max-w-2xl flex-col gap-4">
      {asked.map(field)}
      {folded.length > 0 && (
        <Expander
          title="More options"
          aside={<span className="text-muted text-xs">{folded.length}</span>}
          open={folded.some(({ name }) => issues.some(({ path }) => path === name)) || undefined}
        >
          {folded.map(field)}
        </Expander>
      )}
    </div>
  );
}
