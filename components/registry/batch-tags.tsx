"use client";

import { useState } from "react";
import { hasControl, noControl } from "#cli-bridge/derive/control-characters.ts";
import type { CommandInput } from "#components/command/command-view.ts";
import { Field, FieldDescription, FieldError, FieldLabel } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { tagsOf } from "./edit-values.ts";
import { settledTags } from "./settled-tags.ts";
import { useKnownWords } from "./use-known-words.ts";

type TagFieldProps = { isBusy: boolean; onInput: (input: CommandInput | undefined) => void };

/** Tags for several models, spelled as others have them already. */
export function TagField({ isBusy, onInput }: TagFieldProps) {
  const [text, setText] = useState("");
  const known = useKnownWords("tag", { isWanted: true });
  const { told, fault } = judge(text, known);
  return (
    <Field>
      <FieldLabel htmlFor="batch-tags">Tags</FieldLabel>
      <Input
        id="batch-tags"
        autoFocus={true}
        aria-describedby="batch-tags-says"
        aria-invalid={fault !== undefined || undefined}
        value={text}
        disabled={isBusy}
        onChange={({ target }) => {
          setText(target.value);
          const { words, fault } = judge(target.value, known);
          onInput(words.length === 0 || fault !== undefined ? undefined : { addTags: words });
        }}
      />
      {fault === undefined ? (
        <FieldDescription id="batch-tags-says">
          {["Several are separated by commas.", ...told].join(" ")}
        </FieldDescription>
      ) : (
        <FieldError id="batch-tags-says">{fault}</FieldError>
      )}
    </Field>
  );
}

function judge(text: string, known: readonly string[]) {
  const fault = hasControl(text) ? noControl : undefined;
  return { ...settledTags(tagsOf(text), { own: [], known }), fault };
}
