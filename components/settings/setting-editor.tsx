import { useId, useState } from "react";
import type { CommandView } from "#components/command/command-view.ts";
import { InlineCommand } from "#components/command/inline-command.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field, FieldLabel } from "#components/ui/field.tsx";
import { Input, NativeSelect } from "#components/ui/input.tsx";
import { inputOfSetting } from "./setting-input.ts";
import type { SettingEdit } from "./setting-row.ts";

type SettingEditorProps = { label: string; edit: SettingEdit; save: CommandView; onClose: () => void };

/** Changes one setting by its command, which is shown, rehearsed and run like any other. */
export function SettingEditor({ label, edit: latest, save, onClose }: SettingEditorProps) {
  const id = useId();
  // What the row says changes once it is saved, and the outcome should stay in view.
  const [edit] = useState(latest);
  const [typed, setTyped] = useState(edit.typed);
  const [isForgotten, setForgotten] = useState(false);
  const input = isForgotten ? { setting: edit.setting, unset: true } : inputOfSetting(edit, typed);
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-end gap-2">
        <Field className="min-w-48 max-w-md flex-1">
          <FieldLabel htmlFor={id}>New value of {label}</FieldLabel>
          <Control id={id} edit={edit} value={typed} isDisabled={isForgotten} onValue={setTyped} />
        </Field>
        {edit.isSaved && (
          <Button aria-pressed={isForgotten} onClick={() => setForgotten(!isForgotten)}>
            Back to default
          </Button>
        )}
        <Button variant="ghost" onClick={onClose}>
          Close
        </Button>
      </div>
      {input !== undefined && <InlineCommand view={save} input={input} />}
    </div>
  );
}

type ControlProps = {
  id: string;
  edit: SettingEdit;
  value: string;
  isDisabled: boolean;
  onValue: (value: string) => void;
};

function Control({ id, edit, value, isDisabled, onValue }: ControlProps) {
  const told = { id, value, disabled: isDisabled };
  if (edit.draws === "choice") {
    return (
      <NativeSelect {...told} onChange={(event) => onValue(event.target.value)}>
        {edit.choices?.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </NativeSelect>
    );
  }
  return (
    <Input
      {...told}
      type={edit.draws === "secret" ? "password" : "text"}
      inputMode={edit.draws === "number" ? "numeric" : "text"}
      placeholder={edit.placeholder}
      className="font-mono text-sm"
      onChange={(event) => onValue(event.target.value)}
    />
  );
}
