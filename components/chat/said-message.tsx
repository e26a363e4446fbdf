"use client";

import { Pencil } from "lucide-react";
import { type KeyboardEvent, memo, useEffect, useRef, useState } from "react";
import type { ChatMessage } from "#cli-bridge/protocol/chat-answer.ts";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { toCountWords } from "#lib/format.ts";
import { GrowingText } from "./growing-text.tsx";

type SaidMessageProps = {
  message: ChatMessage;
  /** How many messages come after it, which are dropped when it is said anew. */
  later: number;
  /** Absent while nothing can be sent. False where it was refused: then what was written comes back. */
  onEdit: ((position: number, text: string) => Promise<boolean>) | undefined;
};

/** What a person said, as it was written. It can be said anew, and all that came of it goes. */
export const SaidMessage = memo(function SaidMessage({ message, later, onEdit }: SaidMessageProps) {
  const { position, text } = message;
  const [draft, setDraft] = useState<string>();
  const [isBack, setBack] = useState(false);
  async function send(written: string) {
    setDraft(undefined);
    const isTaken = await onEdit?.(position, written);
    if (isTaken !== false) return;
    setBack(true);
    setDraft(written);
  }
  if (draft !== undefined)
    return (
      <MessageEditor
        {...{ draft, later, isBack }}
        onDraft={setDraft}
        canSend={onEdit !== undefined && draft.trim() !== ""}
        onSend={() => void send(draft)}
        onLeave={() => setDraft(undefined)}
      />
    );
  return (
    <article className="flex min-w-0 flex-col items-end gap-1">
      <h3 className="sr-only">You</h3>
      <p
        dir="auto"
        className="wrap-anywhere max-w-[min(72ch,90%)] whitespace-pre-wrap rounded-lg bg-surface-2 px-3 py-2"
      >
        {text}
      </p>
      <div className="flex gap-1 text-muted">
        <CopyButton text={text} label="Copy the message" />
        {onEdit && (
          <Button
            size="sm"
            variant="ghost"
            icon={<Pencil aria-hidden="true" />}
            aria-label="Edit the message"
            onClick={() => {
              setBack(false);
              setDraft(text);
            }}
          >
            Edit
          </Button>
        )}
      </div>
    </article>
  );
});

type MessageEditorProps = {
  draft: string;
  later: number;
  /** It was refused, which is told below all messages: who reads that is not taken from there. */
  isBack: boolean;
  canSend: boolean;
  onDraft: (text: string) => void;
  onSend: () => void;
  onLeave: () => void;
};

function MessageEditor({ draft, later, isBack, canSend, onDraft, onSend, onLeave }: MessageEditorProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (!isBack) field.current?.focus();
  }, [isBack]);
  const follow = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    onLeave();
  };
  return (
    <form
      className="flex min-w-0 flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (canSend) onSend();
      }}
    >
      <GrowingText label="Edit the message" text={draft} onText={onDraft} onKeyDown={follow} field={field} />
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" variant="primary" size="sm" disabled={!canSend}>
          Send
        </Button>
        <Button size="sm" onClick={onLeave}>
          Cancel
        </Button>
        {later > 0 && (
          <span className="text-muted text-sm">
            {toCountWords(later, "later message")} {later === 1 ? "is" : "are"} dropped.
          </span>
        )}
      </div>
    </form>
  );
}
