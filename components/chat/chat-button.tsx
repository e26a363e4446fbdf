"use client";

import { MessageSquare } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import type { ModelPick } from "./model-choices.ts";
import { useNewChat } from "./use-new-chat.ts";

type ChatButtonProps = ModelPick & {
  /** Only the icon is seen; the word is read out. */
  isBare?: boolean;
};

/** Begins a chat with a model, from wherever it is listed. */
export function ChatButton({ instance, model, isBare = false }: ChatButtonProps) {
  const { begin, isBusy } = useNewChat();
  const says = `Chat with ${model}`;
  return (
    <Button
      size="sm"
      busy={isBusy}
      icon={<MessageSquare aria-hidden="true" />}
      aria-label={says}
      title={isBare ? says : undefined}
      onClick={() => void begin({ instance, model })}
    >
      {!isBare && "Chat"}
    </Button>
  );
}
