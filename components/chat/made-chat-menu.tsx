"use client";

import { useRef } from "react";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "#components/ui/menu.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { toChatMarkdown } from "./chat-markdown.ts";
import { ChatMenuButton, type ChatMenuProps } from "./chat-menu-button.tsx";

/** The menu itself, which comes open: somebody has just asked for it. */
export function MadeChatMenu({ chat, messages, onRename, onDelete }: ChatMenuProps) {
  const { toast } = useToast();
  const leadsOn = useRef(false);
  async function copy() {
    const isCopied = await navigator.clipboard.writeText(toChatMarkdown(chat, messages)).then(
      () => true,
      () => false,
    );
    toast(
      isCopied
        ? { title: "The chat is copied as Markdown." }
        : { tone: "warning", title: "The browser keeps the clipboard for itself." },
    );
  }
  return (
    <Menu defaultOpen={true}>
      <MenuTrigger asChild>
        <ChatMenuButton />
      </MenuTrigger>
      <MenuContent
        onCloseAutoFocus={(event) => {
          // The name is edited where it stands, and the focus goes there rather than back to the button.
          if (leadsOn.current) event.preventDefault();
          leadsOn.current = false;
        }}
      >
        <MenuItem
          onSelect={() => {
            leadsOn.current = true;
            onRename();
          }}
        >
          Rename
        </MenuItem>
        <MenuItem disabled={messages.length === 0} onSelect={() => void copy()}>
          Copy as Markdown
        </MenuItem>
        <MenuSeparator />
        <MenuItem tone="danger" onSelect={onDelete}>
          Delete…
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}
