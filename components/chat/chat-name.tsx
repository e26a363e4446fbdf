"use client";

import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { Chat, ChatChangeRequest } from "#cli-bridge/protocol/chat-answer.ts";
import type { Answer, Refusal } from "#components/run/ask-api.ts";
import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

type ChatNameProps = {
  chat: Chat;
  isEditing: boolean;
  change: (wanted: ChatChangeRequest) => Promise<Answer<Chat>>;
  onClose: () => void;
};

/** What a chat is called; renaming happens where the name stands. */
export function ChatName({ chat: { name }, isEditing, change, onClose }: ChatNameProps) {
  if (isEditing) return <NameEditor {...{ name, change, onClose }} />;
  return (
    <h2 className="min-w-0 flex-1 truncate font-semibold text-lg" title={name}>
      {name}
    </h2>
  );
}

type NameEditorProps = { name: string } & Pick<ChatNameProps, "change" | "onClose">;

function NameEditor({ name, change, onClose }: NameEditorProps) {
  const [text, setText] = useState(name);
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // The menu that led here holds the focus until it has closed.
    const frame = requestAnimationFrame(() => field.current?.select());
    return () => cancelAnimationFrame(frame);
  }, []);
  async function save() {
    if (text.trim() === name) return onClose();
    setBusy(true);
    const answer = await change({ name: text });
    setBusy(false);
    if (answer.ok) onClose();
    else setRefusal(answer.refusal);
  }
  const follow = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    onClose();
  };
  return (
    <form
      className="flex min-w-0 flex-1 basis-60 flex-col gap-1"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div className="flex min-w-0 gap-2">
        <Input
          ref={field}
          aria-label="Name of the chat"
          aria-invalid={refusal !== undefined}
          maxLength={120}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={follow}
        />
        <Button type="submit" variant="primary" busy={isBusy} disabled={text.trim() === ""}>
          Save
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
      {refusal && (
        <FieldError>
          {refusal.message} {refusal.hint}
        </FieldError>
      )}
    </form>
  );
}
