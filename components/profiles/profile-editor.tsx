"use client";

import { type ReactNode, useMemo, useState } from "react";
import type { ProfilesAnswer } from "#cli-bridge/protocol/profiles-answer.ts";
import type { CommandView } from "#components/command/command-view.ts";
import { InlineCommand } from "#components/command/inline-command.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field, FieldDescription, FieldLabel } from "#components/ui/field.tsx";
import { Input, NativeSelect } from "#components/ui/input.tsx";
import { toCountWords } from "#lib/format.ts";
import { inputOfDraft, isChanged, issueOf, type ProfileDraft } from "./profile-draft.ts";
import { ProfileInput } from "./profile-input.tsx";
import { fieldsOfPart, isNewName, newPart, partsOf, rolesPart } from "./profile-parts.ts";

type ProfileEditorProps = { answer: ProfilesAnswer; save: CommandView };

/** Changes settings one part at a time; nothing is written before its plan was seen. */
export function ProfileEditor({ answer: latest, save }: ProfileEditorProps) {
  // What was saved stays in view with its outcome, so the file is looked at anew only when something else begins.
  const [answer, setAnswer] = useState(latest);
  const parts = useMemo(() => partsOf(answer), [answer]);
  const [part, setPart] = useState(parts[0]?.id ?? rolesPart);
  const [name, setName] = useState("");
  const [draft, setDraft] = useState<ProfileDraft>({});
  const isNew = part === newPart;
  const fields = fieldsOfPart(answer, part, name);
  const changed = fields.filter((field) => isChanged(field, draft));
  const isWrong = changed.some((field) => issueOf(field, draft) !== undefined);
  const isNameWrong = isNew && !isNewName(answer, name);
  const begin = () => {
    setAnswer(latest);
    setDraft({});
  };
  const choose = (next: string) => {
    setPart(next);
    begin();
  };
  const change = (key: string, value: string | undefined) =>
    setDraft(({ [key]: _, ...others }) => (value === undefined ? others : { ...others, [key]: value }));
  return (
    <div className="flex min-w-0 flex-col gap-5">
      <Field className="max-w-md">
        <FieldLabel htmlFor="profile-part">What to change</FieldLabel>
        <NativeSelect id="profile-part" value={part} onChange={(event) => choose(event.target.value)}>
          {parts.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </NativeSelect>
      </Field>
      {isNew && (
        <Field className="max-w-md">
          <FieldLabel htmlFor="profile-name">Name of the new profile</FieldLabel>
          <Input id="profile-name" value={name} onChange={(event) => setName(event.target.value)} />
          <FieldDescription>
            Letters, digits, dashes and underscores, and not one that is there.
          </FieldDescription>
        </Field>
      )}
      <div className="grid min-w-0 gap-x-6 gap-y-3 wide:grid-cols-2">
        {fields.map((field) => (
          <ProfileInput
            key={field.key}
            field={field}
            label={part === rolesPart ? field.key : (field.key.split(".").at(-1) ?? field.key)}
            draft={draft}
            onChange={change}
          />
        ))}
      </div>
      <SaveChanges count={changed.length} isReady={!isWrong && !isNameWrong} onDrop={begin}>
        <InlineCommand view={save} input={inputOfDraft(fields, draft)} />
      </SaveChanges>
    </div>
  );
}

type SaveChangesProps = { count: number; isReady: boolean; onDrop: () => void; children: ReactNode };

function SaveChanges({ count, isReady, onDrop, children }: SaveChangesProps) {
  if (count === 0)
    return <p className="text-muted">Change something, and the command to save it appears here.</p>;
  if (!isReady)
    return <p className="text-muted">Put right what is marked, and the command to save it appears here.</p>;
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <span className="font-medium">{toCountWords(count, "setting")} changed</span>
        <Button size="sm" variant="ghost" onClick={onDrop}>
          Take all back
        </Button>
      </div>
      {children}
    </>
  );
}
