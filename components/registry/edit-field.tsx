"use client";

import { type ReactNode, useId } from "react";
import { Field, FieldDescription, FieldError, FieldLabel } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { toNumberWords } from "#lib/format.ts";
import { faultsOf, rangeOf } from "./edit-faults.ts";
import { saysSame } from "./edit-same.ts";
import { labelOf, valueWordsOf } from "./edit-values.ts";
import type { EntryEdit } from "./use-entry-edit.ts";

type EditFieldProps = {
  edit: EntryEdit;
  name: string;
  says?: ReactNode;
  placeholder?: string;
  list?: string;
  disabled?: boolean;
};

/** One thing of a model, with a mark where it is changed and not saved. */
export function EditField({ edit, name, says, placeholder, list, disabled }: EditFieldProps) {
  const id = useId();
  const value = edit.values[name] ?? "";
  const range = rangeOf(name);
  const fault = faultsOf(edit.values).get(name);
  const description = says ?? (range && `${toNumberWords(range.min)} to ${toNumberWords(range.max)}`);
  return (
    <Field>
      <ChangeLabel edit={edit} name={name} htmlFor={id} />
      <Input
        id={id}
        value={value}
        disabled={disabled}
        inputMode={range ? "decimal" : undefined}
        list={list}
        placeholder={placeholder ?? (range ? "not set" : undefined)}
        aria-invalid={fault !== undefined || undefined}
        aria-describedby={fault ? `${id}-fault` : description === undefined ? undefined : `${id}-says`}
        className={range ? "tabular-nums" : undefined}
        onChange={(event) => edit.set(name, event.target.value)}
      />
      {fault !== undefined ? (
        <FieldError id={`${id}-fault`}>{fault}</FieldError>
      ) : (
        description !== undefined && (
          <FieldDescription id={`${id}-says`} className="text-xs">
            {description}
          </FieldDescription>
        )
      )}
    </Field>
  );
}

type ChangeLabelProps = {
  edit: EntryEdit;
  name: string;
  htmlFor: string;
  /** Other words than the usual ones, where a title has said those already. */
  words?: string;
};

export function ChangeLabel({ edit, name, htmlFor, words = labelOf(name) }: ChangeLabelProps) {
  const before = edit.base[name];
  const isChanged = !saysSame(name, before, edit.values[name]);
  return (
    <FieldLabel htmlFor={htmlFor} className="flex items-baseline gap-1.5 text-sm">
      {words}
      {isChanged && <ChangeDot says={`changed, was ${valueWordsOf(name, before)}`} />}
    </FieldLabel>
  );
}

/** A point where something is changed and not saved. */
export function ChangeDot({ says }: { says: string }) {
  return (
    <span title={says} className="inline-block size-1.5 shrink-0 self-center rounded-full bg-warning">
      <span className="sr-only">, {says}</span>
    </span>
  );
}

export function EditPart({
  title,
  says,
  children,
}: {
  title: string;
  says?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-col gap-0.5">
        <h3 id={id} className="font-medium">
          {title}
        </h3>
        {says !== undefined && <p className="max-w-prose text-muted text-sm">{says}</p>}
      </div>
      {children}
    </section>
  );
}

/** Said once above fields that a lock holds fast. */
export function LockedNote({ edit: { details } }: { edit: EntryEdit }) {
  if (!details.locked || details.closed !== undefined) return null;
  return (
    <p className="rounded-md bg-surface-2 px-3 py-2 text-muted text-sm">
      This model is locked: all but its tags and note stays as it is. Unlock it under Overview to change it.
    </p>
  );
}
