"use client";

import { useId, useState } from "react";
import { Field, FieldDescription, FieldError } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { faultsOf } from "./edit-faults.ts";
import { ChangeLabel } from "./edit-field.tsx";
import { tagsOf } from "./edit-values.ts";
import { settledTags } from "./settled-tags.ts";
import type { EntryEdit } from "./use-entry-edit.ts";
import { useKnownWords } from "./use-known-words.ts";

const key = "meta.tags";

/** Tags, apart by commas. On leaving the field each stands there once, spelled as the model or another has it. */
export function EditTags({ edit }: { edit: EntryEdit }) {
  const id = useId();
  const [isWanted, setWanted] = useState(false);
  const [says, setSays] = useState<string>();
  const text = edit.values[key] ?? "";
  const own = tagsOf(edit.base[key] ?? "");
  const known = useKnownWords("tag", { isWanted, own });
  const fault = faultsOf(edit.values).get(key);
  const settle = () => {
    const tags = tagsOf(text);
    const { words, told } = settledTags(tags, { own, known });
    if (words.length < tags.length || told.length > 0) edit.set(key, words.join(", "));
    setSays(told.length === 0 ? undefined : told.join(" "));
  };
  return (
    <Field>
      <ChangeLabel edit={edit} name={key} htmlFor={id} />
      <Input
        id={id}
        data-edit=""
        value={text}
        placeholder="laptop, quick"
        aria-describedby={`${id}-says`}
        aria-invalid={fault !== undefined || undefined}
        onFocus={() => setWanted(true)}
        onBlur={settle}
        onChange={(event) => {
          setSays(undefined);
          edit.set(key, event.target.value);
        }}
      />
      {fault === undefined ? (
        <FieldDescription id={`${id}-says`} className="text-xs">
          {says ?? "Apart by commas"}
        </FieldDescription>
      ) : (
        <FieldError id={`${id}-says`}>{fault}</FieldError>
      )}
    </Field>
  );
}
