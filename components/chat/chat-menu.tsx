"use client";

import { Ellipsis } from "lucide-react";
import { useRef } from "react";
import type { Chat, ChatMessage } from "#cli-bridge/protocol/chat-answer.ts";
import { Button } from "#components/ui/button.tsx";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "#components/ui/menu.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { toChatMarkdown } from "./chat-markdown.ts";

type ChatMenuProps = {
  chat: Chat;
  messages: readonly ChatMessage[];
  onRename: () => void;
  onDelete: () => void;
};

/** What can be done with a chat as a whole. */
export function ChatMenu({ chat, messages, onRename, onDelete }: ChatMenuProps) {
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
    <Menu>
      <MenuTrigger asChild>
        <Button
          size="sm"
          variant="ghost"
          aria-label="More about this chat"
          icon={<Ellipsis aria-hidden="true" />}
        />
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
