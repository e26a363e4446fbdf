"use client";

import { useState } from "react";
import type { ProfilesAnswer } from "#cli-bridge/protocol/profiles-answer.ts";
import type { Standing } from "#components/command/inline-command.tsx";
import {
  type DraftInput,
  inputOfDraft,
  isChanged,
  type ProfileDraft,
  secretsIn,
  underNewName,
  withoutSaid,
  withoutSaved,
} from "./profile-draft.ts";
import { fieldsOfPart, newPart, partsOf, profilePart, rolesPart } from "./profile-parts.ts";

/** What a person is changing, always measured by the file as it was last heard of. */
export function useProfileEditing(answer: ProfilesAnswer) {
  const parts = partsOf(answer);
  const first = parts[0]?.id ?? rolesPart;
  const [chosen, setChosen] = useState(first);
  const [name, setName] = useState("");
  const [draft, setDraft] = useState<ProfileDraft>({});
  const [saving, setSaving] = useState<{ input: DraftInput; isDone: boolean }>();
  const [heard, setHeard] = useState(answer);
  if (heard !== answer) {
    setHeard(answer);
    setDraft((typed) => withoutSaid(typed, { before: heard.fields, now: answer.fields }));
  }
  // The profile that was just made is one of those that are there, and its draft goes on under its name.
  if (saving?.isDone && chosen === newPart && answer.profiles.includes(name)) setChosen(profilePart(name));
  const part = parts.some(({ id }) => id === chosen) ? chosen : first;
  const fields = fieldsOfPart(answer, part, name);
  const next = inputOfDraft(fields, draft);
  const drop = () => {
    setDraft({});
    setSaving(undefined);
  };
  const goOn = () => setSaving((each) => (each?.isDone ? undefined : each));
  return {
    ...{ parts, part, name, fields, draft, saving, drop },
    changed: fields.filter((field) => isChanged(field, draft)),
    secrets: secretsIn(fields, draft).length,
    /** What is saved stays in view with its outcome until something else begins. */
    input: saving ? saving.input : next,
    goOn,
    choose: (other: string) => {
      setChosen(other);
      setName("");
      drop();
    },
    rename: (other: string) => {
      setName(other);
      setDraft((typed) => underNewName(typed, { from: name, to: other }));
      goOn();
    },
    change: (key: string, value: string | undefined) => {
      setDraft(({ [key]: _, ...others }) => (value === undefined ? others : { ...others, [key]: value }));
      goOn();
    },
    follow: (standing: Standing, input: DraftInput) => {
      if (standing === "idle") setSaving(undefined);
      else if (standing === "planning") setSaving((each) => (each?.isDone ? each : undefined));
      else setSaving({ input, isDone: standing === "done" });
      if (standing === "done") setDraft((typed) => withoutSaved(typed, { fields, saved: input }));
    },
  };
}
