"use client";

import { MenuItem } from "#components/ui/menu.tsx";
import type { ModelPick } from "./model-choices.ts";
import { useNewChat } from "./use-new-chat.ts";

/** Begins a chat with a model, from the menu where it is listed. */
export function ChatItem(pick: ModelPick) {
  const { begin } = useNewChat();
  return <MenuItem onSelect={() => void begin(pick)}>Chat</MenuItem>;
}
