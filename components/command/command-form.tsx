"use client";

import type { Control } from "#cli-bridge/derive/controls.ts";
import type { Issue } from "#cli-bridge/protocol/console-error.ts";
import { Expander } from "#components/ui/expander.tsx";
import { CommandField } from "./command-field.tsx";
import type { CommandInput } from "./command-view.ts";
import type { FormValues } from "./form-values.ts";
import { SaidInput } from "./said-input.ts";

type CommandFormProps = {
  controls: readonly Control[];
  values: FormValues;
  /** All that is said so far, by this form or before it. */
  input?: CommandInput;
  issues?: readonly Issue[] | undefined;
  onChange: (name: string, value: FormValues[string]) => void;
};

const nothing: CommandInput = {};

/** The form of any command, drawn from what the catalogue says of its fields. */
export function CommandForm({ controls, values, input = nothing, issues = [], onChange }: CommandFormProps) {
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
    <SaidInput value={input}>
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
    </SaidInput>
  );
}
