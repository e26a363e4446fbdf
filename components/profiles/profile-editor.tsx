"use client";

import type { ReactNode } from "react";
import type { ProfilesAnswer } from "#cli-bridge/protocol/profiles-answer.ts";
import type { CommandView } from "#components/command/command-view.ts";
import { InlineCommand } from "#components/command/inline-command.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field, FieldDescription, FieldError, FieldLabel } from "#components/ui/field.tsx";
import { Input, NativeSelect } from "#components/ui/input.tsx";
import { toCountWords } from "#lib/format.ts";
import { issueOf } from "./profile-draft.ts";
import { ProfileInput } from "./profile-input.tsx";
import { issueOfName, newPart, rolesPart } from "./profile-parts.ts";
import { useFocusOn } from "./use-focus-on.ts";
import { useProfileEditing } from "./use-profile-editing.ts";

const partId = "profile-part";

type ProfileEditorProps = { answer: ProfilesAnswer; save: CommandView };

/** Changes settings one part at a time; nothing is written before its plan was seen. */
export function ProfileEditor({ answer, save }: ProfileEditorProps) {
  const editing = useProfileEditing(answer);
  const { parts, part, name, fields, draft, changed, saving, secrets } = editing;
  const isBegun = changed.length > 0 || name !== "";
  const nameIssue = part === newPart && isBegun && !saving ? issueOfName(answer, name) : undefined;
  const isWrong = changed.some((field) => issueOf(field, draft) !== undefined) || nameIssue !== undefined;
  const isRunning = saving?.isDone === false;
  return (
    <div className="flex min-w-0 flex-col gap-5">
      <fieldset disabled={isRunning} className="flex min-w-0 flex-col gap-5">
        <Field className="max-w-md">
          <FieldLabel htmlFor={partId}>What to change</FieldLabel>
          <NativeSelect id={partId} value={part} onChange={(event) => editing.choose(event.target.value)}>
            {parts.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </NativeSelect>
        </Field>
        {part === newPart && <NewName name={name} issue={nameIssue} onName={editing.rename} />}
        <div className="grid min-w-0 gap-x-6 gap-y-3 wide:grid-cols-2">
          {fields.map((field) => (
            <ProfileInput
              key={field.key}
              field={field}
              label={part === rolesPart ? field.key : (field.key.split(".").at(-1) ?? field.key)}
              draft={draft}
              onChange={editing.change}
            />
          ))}
        </div>
      </fieldset>
      <Changes count={changed.length} secrets={secrets} isWrong={isWrong} editing={editing}>
        <InlineCommand view={save} input={editing.input} onStanding={editing.follow} />
      </Changes>
    </div>
  );
}

type NewNameProps = { name: string; issue: string | undefined; onName: (name: string) => void };

function NewName({ name, issue, onName }: NewNameProps) {
  return (
    <Field className="max-w-md">
      <FieldLabel htmlFor="profile-name">Name of the new profile</FieldLabel>
      <Input
        id="profile-name"
        value={name}
        aria-invalid={issue !== undefined || undefined}
        onChange={(event) => onName(event.target.value)}
      />
      <FieldDescription>Letters, digits, dashes and underscores, and not one that is there.</FieldDescription>
      {issue !== undefined && <FieldError>{issue}</FieldError>}
    </Field>
  );
}

type ChangesProps = {
  count: number;
  secrets: number;
  isWrong: boolean;
  editing: ReturnType<typeof useProfileEditing>;
  children: ReactNode;
};

function Changes({ count, secrets, isWrong, editing: { saving, drop, goOn }, children }: ChangesProps) {
  const focus = useFocusOn(partId);
  if (count === 0 && !saving)
    return <p className="text-muted">Change something, and the command to save it appears here.</p>;
  if (isWrong && !saving)
    return <p className="text-muted">Put right what is marked, and the command to save it appears here.</p>;
  return (
    <>
      {count > 0 && (
        <div className="flex flex-wrap items-center gap-3">
          <span className="font-medium">{toCountWords(count, "setting")} changed</span>
          <Button
            size="sm"
            variant="ghost"
            disabled={saving?.isDone === false}
            onClick={() => {
              drop();
              focus();
            }}
          >
            Take all back
          </Button>
          {saving?.isDone && secrets > 0 && (
            <Button size="sm" onClick={goOn}>
              Go on with the next secret
            </Button>
          )}
          {!saving && secrets > 1 && <p className="text-muted">Secrets are saved one at a time.</p>}
        </div>
      )}
      {children}
    </>
  );
}
