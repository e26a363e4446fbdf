"use client";

import { useState } from "react";
import { faultOfRole, spelledAs } from "#cli-bridge/derive/known-words.ts";
import type { CommandInput } from "#components/command/command-view.ts";
import { Field, FieldDescription, FieldError, FieldLabel } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { faultOfNumber, type Range } from "./edit-faults.ts";
import { useKnownWords } from "./use-known-words.ts";

const priorities: Range = { min: 0, max: 100, step: 1 };

type RoleFieldsProps = { isBusy: boolean; onInput: (input: CommandInput | undefined) => void };

export function RoleFields({ isBusy, onInput }: RoleFieldsProps) {
  const [role, setRole] = useState("");
  const [priority, setPriority] = useState("");
  const known = useKnownWords("role", { isWanted: true });
  const tell = (nextRole: string, nextPriority: string) => {
    setRole(nextRole);
    setPriority(nextPriority);
    const { name, fault } = judge(nextRole, known);
    const isSound = name !== "" && (fault ?? faultOfNumber(nextPriority, priorities)) === undefined;
    const preferred = nextPriority === "" ? {} : { priority: [`${name}=${nextPriority}`] };
    onInput(isSound ? { add: [name], ...preferred } : undefined);
  };
  const { said, name, fault } = judge(role, known);
  return (
    <div className="grid gap-4 sm:grid-cols-[1fr_8rem]">
      <Field>
        <FieldLabel htmlFor="batch-role">Role</FieldLabel>
        <Input
          id="batch-role"
          list="batch-roles"
          autoFocus={true}
          aria-describedby="batch-role-says"
          aria-invalid={fault !== undefined || undefined}
          value={role}
          disabled={isBusy}
          onChange={({ target }) => tell(target.value, priority)}
        />
        <datalist id="batch-roles">
          {known.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
        {fault === undefined ? (
          <FieldDescription id="batch-role-says">
            {name === said
              ? "The roles they already play stay."
              : `${said} is kept as ${name}; a model that spells it otherwise keeps its own.`}
          </FieldDescription>
        ) : (
          <FieldError id="batch-role-says">{fault}</FieldError>
        )}
      </Field>
      <PriorityField priority={priority} isBusy={isBusy} onPriority={(next) => tell(role, next)} />
    </div>
  );
}

function judge(typed: string, known: readonly string[]) {
  const said = typed.trim();
  const name = spelledAs(said, known);
  return { said, name, fault: said === "" || known.includes(name) ? undefined : faultOfRole(name) };
}

type PriorityFieldProps = { priority: string; isBusy: boolean; onPriority: (priority: string) => void };

function PriorityField({ priority, isBusy, onPriority }: PriorityFieldProps) {
  const fault = faultOfNumber(priority, priorities);
  return (
    <Field>
      <FieldLabel htmlFor="batch-priority">Priority</FieldLabel>
      <Input
        id="batch-priority"
        inputMode="numeric"
        placeholder="0 to 100"
        aria-describedby={fault && "batch-priority-says"}
        aria-invalid={fault !== undefined || undefined}
        value={priority}
        disabled={isBusy}
        onChange={({ target }) => onPriority(target.value.trim())}
      />
      {fault !== undefined && <FieldError id="batch-priority-says">{fault}</FieldError>}
    </Field>
  );
}
