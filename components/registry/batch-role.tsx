"use client";

import { useState } from "react";
import type { CommandInput } from "#components/command/command-view.ts";
import { Field, FieldDescription, FieldLabel } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

/** The roles that the tools of this family know; any other word is one too. */
const knownRoles = [
  "caption",
  "keywords",
  "description",
  "narration",
  "object_detection",
  "vision_general",
  "chat",
  "code",
  "reasoning",
  "ocr",
  "embedding",
];

type RoleFieldsProps = { isBusy: boolean; onInput: (input: CommandInput | undefined) => void };

export function RoleFields({ isBusy, onInput }: RoleFieldsProps) {
  const [role, setRole] = useState("");
  const [priority, setPriority] = useState("");
  const tell = (nextRole: string, nextPriority: string) => {
    setRole(nextRole);
    setPriority(nextPriority);
    const name = nextRole.trim();
    const preferred = nextPriority === "" ? {} : { priority: [`${name}=${nextPriority}`] };
    onInput(name === "" ? undefined : { add: [name], ...preferred });
  };
  return (
    <div className="grid gap-4 sm:grid-cols-[1fr_8rem]">
      <Field>
        <FieldLabel htmlFor="batch-role">Role</FieldLabel>
        <Input
          id="batch-role"
          list="batch-roles"
          autoFocus={true}
          aria-describedby="batch-role-says"
          value={role}
          disabled={isBusy}
          onChange={({ target }) => tell(target.value, priority)}
        />
        <datalist id="batch-roles">
          {knownRoles.map((known) => (
            <option key={known} value={known} />
          ))}
        </datalist>
        <FieldDescription id="batch-role-says">The roles they already play stay.</FieldDescription>
      </Field>
      <Field>
        <FieldLabel htmlFor="batch-priority">Priority</FieldLabel>
        <Input
          id="batch-priority"
          type="number"
          min={0}
          max={100}
          placeholder="0 to 100"
          value={priority}
          disabled={isBusy}
          onChange={({ target }) => tell(role, target.value)}
        />
      </Field>
    </div>
  );
}
