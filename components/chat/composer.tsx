"use client";

import { ArrowUp, Square } from "lucide-react";
import { type KeyboardEvent, type RefObject, useEffect } from "react";
import { isForPage } from "#components/shell/single-keys.ts";
import { Button } from "#components/ui/button.tsx";
import { GrowingText } from "./growing-text.tsx";
import { useDraft } from "./use-draft.ts";

type ComposerProps = {
  chat: string;
  field: RefObject<HTMLTextAreaElement | null>;
  isAnswering: boolean;
  /** Whether anything may be sent now; why not is said beside it. */
  canSend: boolean;
  /** False where it was refused: then the text comes back. */
  onSend: (text: string) => Promise<boolean>;
  onStop: () => void;
};

/** Where one writes: Enter sends, Shift and Enter begin a new line, Escape stops the answer that is coming. */
export function Composer({ chat, field, isAnswering, canSend, onSend, onStop }: ComposerProps) {
  const [text, setText] = useDraft(chat);
  const isReady = canSend && !isAnswering && text.trim() !== "";
  useStopKey(isAnswering, onStop);
  async function send() {
    if (!isReady) return;
    setText("");
    field.current?.focus();
    const isTaken = await onSend(text);
    // Whoever has written on meanwhile keeps that.
    if (!isTaken && field.current?.value === "") setText(text);
  }
  const follow = (event: KeyboardEvent) => {
    if (event.key === "Escape" && isAnswering) {
      event.preventDefault();
      return onStop();
    }
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };
  return (
    <form
      aria-label="Write"
      className="flex min-w-0 items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <GrowingText
        label="Message"
        placeholder="Write a message"
        text={text}
        onText={setText}
        onKeyDown={follow}
        field={field}
      />
      {isAnswering ? (
        <Button icon={<Square aria-hidden="true" />} aria-keyshortcuts="Escape" onClick={onStop}>
          Stop
        </Button>
      ) : (
        <Button type="submit" variant="primary" icon={<ArrowUp aria-hidden="true" />} disabled={!isReady}>
          Send
        </Button>
      )}
    </form>
  );
}

/** The same key from anywhere on the page where nobody types. */
function useStopKey(isAnswering: boolean, onStop: () => void) {
  useEffect(() => {
    if (!isAnswering) return;
    const follow = (event: globalThis.KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented && isForPage(event)) onStop();
    };
    document.addEventListener("keydown", follow);
    return () => document.removeEventListener("keydown", follow);
  }, [isAnswering, onStop]);
}
