"use client";

import { useState } from "react";
import type { Chat, ChatChangeRequest } from "#cli-bridge/protocol/chat-answer.ts";
import type { Answer, Refusal } from "#components/run/ask-api.ts";
import { Button } from "#components/ui/button.tsx";
import { Expander } from "#components/ui/expander.tsx";
import { Field, FieldDescription, FieldError } from "#components/ui/field.tsx";
import { GrowingText } from "./growing-text.tsx";

type SystemPromptProps = { chat: Chat; change: (wanted: ChatChangeRequest) => Promise<Answer<Chat>> };

/** What the model is told of its part before everything else. */
export function SystemPrompt({ chat: { system = "" }, change }: SystemPromptProps) {
  const [text, setText] = useState(system);
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  async function save() {
    setBusy(true);
    const answer = await change({ system: text });
    setBusy(false);
    setRefusal(answer.ok ? undefined : answer.refusal);
  }
  return (
    <Expander
      title="System prompt"
      aside={<span className="max-w-60 truncate font-normal text-muted text-xs">{system || "None"}</span>}
      className="text-sm"
    >
      <Field>
        <GrowingText label="System prompt" text={text} onText={setText} />
        <FieldDescription>Sent before everything that is said, from the next message on.</FieldDescription>
        {refusal && (
          <FieldError>
            {refusal.message} {refusal.hint}
          </FieldError>
        )}
      </Field>
      <Button
        size="sm"
        className="self-start"
        busy={isBusy}
        disabled={text === system}
        onClick={() => void save()}
      >
        Save
      </Button>
    </Expander>
  );
}
