"use client";

import { Undo2 } from "lucide-react";
import { useId } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field, FieldError, FieldLabel } from "#components/ui/field.tsx";
import { Input, NativeSelect, Textarea } from "#components/ui/input.tsx";
import {
  isChanged,
  issueOf,
  type ProfileDraft,
  type ProfileFieldOrNew,
  shownValue,
  typedIn,
} from "./profile-draft.ts";
import { useFocusOn } from "./use-focus-on.ts";

type ProfileInputProps = {
  field: ProfileFieldOrNew;
  label: string;
  draft: ProfileDraft;
  onChange: (key: string, value: string | undefined) => void;
};

/** One setting, in the control of its kind; it says when it differs from the file. */
export function ProfileInput({ field, label, draft, onChange }: ProfileInputProps) {
  const id = useId();
  const focus = useFocusOn(id);
  const changed = isChanged(field, draft);
  const issue = issueOf(field, draft);
  return (
    <Field className={changed ? "border-accent border-l-2 pl-3" : "border-transparent border-l-2 pl-3"}>
      <div className="flex min-h-7 flex-wrap items-center gap-x-2">
        <FieldLabel htmlFor={id} className="min-w-0 break-all font-mono text-sm">
          {label}
        </FieldLabel>
        {field.isHidden && <Badge>hidden</Badge>}
        {changed && (
          <>
            <Badge tone="accent">changed</Badge>
            <Button
              size="sm"
              variant="ghost"
              icon={<Undo2 />}
              aria-label={`Take back ${label}`}
              onClick={() => {
                onChange(field.key, undefined);
                focus();
              }}
            />
          </>
        )}
      </div>
      <Control
        id={id}
        field={field}
        value={typedIn(draft, field) ?? shownValue(field)}
        invalid={issue !== undefined}
        onValue={(value) => onChange(field.key, value)}
      />
      {issue !== undefined && <FieldError>{issue}</FieldError>}
    </Field>
  );
}

type ControlProps = {
  id: string;
  field: ProfileFieldOrNew;
  value: string;
  invalid: boolean;
  onValue: (value: string) => void;
};

function Control({ id, field: { kind, isSecret, isHidden }, value, invalid, onValue }: ControlProps) {
  const told = { id, value, "aria-invalid": invalid || undefined };
  if (kind === "truth")
    return (
      <NativeSelect {...told} onChange={(event) => onValue(event.target.value)}>
        <option value="true">true</option>
        <option value="false">false</option>
      </NativeSelect>
    );
  if (kind === "list" || (kind === "text" && value.includes("\n")))
    return (
      <Textarea
        {...told}
        rows={Math.min(8, Math.max(2, value.split("\n").length))}
        onChange={(event) => onValue(event.target.value)}
      />
    );
  return (
    <Input
      {...told}
      type={isSecret ? "password" : "text"}
      inputMode={kind === "integer" ? "numeric" : kind === "decimal" ? "decimal" : "text"}
      placeholder={isHidden ? "Stays as it is unless you type a new value" : undefined}
      onChange={(event) => onValue(event.target.value)}
    />
  );
}
