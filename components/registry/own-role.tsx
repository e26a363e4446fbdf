"use client";

import { Plus } from "lucide-react";
import { useId, useState } from "react";
import { faultOfRole, spelledAs, spelledWords } from "#cli-bridge/derive/known-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Field, FieldDescription, FieldError, FieldLabel } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { useKnownWords } from "./use-known-words.ts";

type OwnRoleProps = {
  played: readonly string[];
  /** What the model had before. */
  own: readonly string[];
  isDisabled: boolean;
  onAdd: (role: string) => void;
};

/** A role that no chip names, spelled as other models have it. */
export function OwnRole({ played, own, isDisabled, onAdd }: OwnRoleProps) {
  const id = useId();
  const [typed, setTyped] = useState("");
  const [isWanted, setWanted] = useState(false);
  const known = useKnownWords("role", { isWanted, own });
  const said = typed.trim();
  const role = spelledAs(said, played, known);
  const fault = said === "" ? undefined : faultOf(role, { known, played });
  const says = fault === undefined && role !== said ? spelledWords(said, role) : undefined;
  return (
    <form
      className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-x-2 gap-y-1"
      onSubmit={(event) => {
        event.preventDefault();
        if (said === "" || fault !== undefined) return;
        onAdd(role);
        setTyped("");
      }}
    >
      <Field>
        <FieldLabel htmlFor={id} className="font-normal text-sm">
          A role of your own
        </FieldLabel>
        <Input
          id={id}
          value={typed}
          disabled={isDisabled}
          placeholder="summary"
          aria-invalid={fault !== undefined || undefined}
          aria-describedby={(fault ?? says) ? `${id}-says` : undefined}
          onFocus={() => setWanted(true)}
          onChange={(event) => setTyped(event.target.value)}
        />
      </Field>
      <Button
        type="submit"
        icon={<Plus aria-hidden="true" />}
        disabled={isDisabled || said === "" || fault !== undefined}
      >
        Add
      </Button>
      {fault !== undefined && (
        <FieldError id={`${id}-says`} className="col-span-2">
          {fault}
        </FieldError>
      )}
      {says !== undefined && (
        <FieldDescription id={`${id}-says`} className="col-span-2 text-xs">
          {says}
        </FieldDescription>
      )}
    </form>
  );
}

type Known = { known: readonly string[]; played: readonly string[] };

function faultOf(role: string, { known, played }: Known): string | undefined {
  if (played.includes(role)) return `${role} is there already.`;
  return known.includes(role) ? undefined : faultOfRole(role);
}
