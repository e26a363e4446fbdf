"use client";

import { useEffect, useState } from "react";

const nameOf = (chat: string) => `modeldeck-chat-draft.${chat}`;

/** What was being written in a chat, kept by this window over a reload. A window that keeps nothing forgets it then. */
export function useDraft(chat: string) {
  const [text, setText] = useState("");
  useEffect(() => setText(keptOf(chat)), [chat]);
  const write = (next: string) => {
    setText(next);
    keep(chat, next);
  };
  return [text, write] as const;
}

function keptOf(chat: string): string {
  try {
    return sessionStorage.getItem(nameOf(chat)) ?? "";
  } catch {
    return "";
  }
}

function keep(chat: string, text: string): void {
  try {
    if (text === "") sessionStorage.removeItem(nameOf(chat));
    else sessionStorage.setItem(nameOf(chat), text);
  } catch {
    // Private windows may refuse to keep anything; what is written stands until the page is left.
  }
}
