"use client";

import { useId } from "react";
import { Field, FieldDescription } from "#components/ui/field.tsx";
import { Switch, Textarea } from "#components/ui/input.tsx";
import { ChangeDot, ChangeLabel, EditField, EditPart } from "./edit-field.tsx";
import { EditLock } from "./edit-lock.tsx";
import { EditTags } from "./edit-tags.tsx";
import type { EntryEdit } from "./use-entry-edit.ts";

/** What a person thinks of a model. A lock holds the model fast, not this. */
export function EditNotes({ edit }: { edit: EntryEdit }) {
  const id = useId();
  return (
    <div className="flex flex-col gap-6">
      <EditPart title="Tags and notes">
        <EditTags edit={edit} />
        <Field>
          <ChangeLabel edit={edit} name="meta.notes" htmlFor={`${id}-notes`} />
          <Textarea
            id={`${id}-notes`}
            rows={3}
            value={edit.values["meta.notes"] ?? ""}
            placeholder="What is worth knowing about it"
            onChange={(event) => edit.set("meta.notes", event.target.value)}
          />
        </Field>
        <EditSwitch edit={edit} name="meta.favourite" label="Favourite" says="Stands out in the list" />
        <EditSwitch
          edit={edit}
          name="meta.deprecated"
          label="Deprecated"
          says="Marked in lists, and never chosen for a role"
          disabled={edit.details.locked}
        />
        <EditField edit={edit} name="meta.displayName" disabled={edit.details.locked} />
      </EditPart>
      <EditLock edit={edit} />
    </div>
  );
}

type EditSwitchProps = { edit: EntryEdit; name: string; label: string; says: string; disabled?: boolean };

function EditSwitch({ edit, name, label, says, disabled }: EditSwitchProps) {
  const id = useId();
  const isOn = edit.values[name] === "yes";
  const isChanged = edit.base[name] !== edit.values[name];
  return (
    <Field orientation="horizontal">
      <Switch
        id={id}
        checked={isOn}
        disabled={disabled}
        aria-describedby={`${id}-says`}
        onChange={(event) => edit.set(name, event.target.checked ? "yes" : undefined)}
      />
      <div className="flex min-w-0 flex-col">
        <label htmlFor={id} className="flex items-baseline gap-1.5 font-medium text-sm">
          {label}
          {isChanged && <ChangeDot says={`changed, was ${isOn ? "no" : "yes"}`} />}
        </label>
        <FieldDescription id={`${id}-says`} className="text-xs">
          {says}
        </FieldDescription>
      </div>
    </Field>
  );
}
