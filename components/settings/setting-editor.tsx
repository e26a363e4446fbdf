import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from "react";
import type { CommandView } from "#components/command/command-view.ts";
import { InlineCommand } from "#components/command/inline-command.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field, FieldLabel } from "#components/ui/field.tsx";
import { Input, NativeSelect } from "#components/ui/input.tsx";
import { inputOfSetting } from "./setting-input.ts";
import type { SettingEdit } from "./setting-row.ts";

type Box = HTMLInputElement | HTMLSelectElement;

type SettingEditorProps = { label: string; edit: SettingEdit; save: CommandView; onClose: () => void };

/** Changes one setting by its command, which is shown, rehearsed and run like any other. */
export function SettingEditor({ label, edit: latest, save, onClose }: SettingEditorProps) {
  const id = useId();
  // What the row says changes once it is saved, and the outcome should stay in view.
  const [edit] = useState(latest);
  const [typed, setTyped] = useState(edit.typed);
  const [isForgotten, setForgotten] = useState(false);
  const control = useRef<Box>(null);
  const work = useRef<HTMLDivElement>(null);
  const input = isForgotten ? { setting: edit.setting, unset: true } : inputOfSetting(edit, typed);
  useEffect(() => {
    control.current?.focus();
    if (control.current instanceof HTMLInputElement) control.current.select();
  }, []);
  function onKeyDown({ key, currentTarget }: KeyboardEvent<Box>) {
    if (key === "Escape") return onClose();
    if (key !== "Enter" || !(currentTarget instanceof HTMLInputElement)) return;
    // The form is the command's own, and does not hold this field.
    work.current?.querySelector<HTMLButtonElement>("button[type=submit]")?.click();
  }
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-end gap-2">
        <Field className="min-w-48 max-w-md flex-1">
          <FieldLabel htmlFor={id}>New value of {label}</FieldLabel>
          <Control
            {...{ id, edit, control, onKeyDown }}
            value={typed}
            isDisabled={isForgotten}
            onValue={setTyped}
          />
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
      <div ref={work} className="empty:hidden">
        {input !== undefined && <InlineCommand view={save} input={input} />}
      </div>
    </div>
  );
}

type ControlProps = {
  id: string;
  edit: SettingEdit;
  control: RefObject<Box | null>;
  value: string;
  isDisabled: boolean;
  onValue: (value: string) => void;
  onKeyDown: (event: KeyboardEvent<Box>) => void;
};

function Control({ id, edit, control, value, isDisabled, onValue, onKeyDown }: ControlProps) {
  const keep = (element: Box | null) => {
    control.current = element;
  };
  const told = { id, value, disabled: isDisabled, onKeyDown, ref: keep };
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
