"use client";

import { lazy } from "react";
import { MadeAtPress } from "#components/ui/made-at-press.tsx";
import { ChatMenuButton, type ChatMenuProps } from "./chat-menu-button.tsx";

const MadeChatMenu = lazy(() =>
  import("./made-chat-menu.tsx").then(({ MadeChatMenu }) => ({ default: MadeChatMenu })),
);

/** What can be done with a chat as a whole. */
export function ChatMenu(props: ChatMenuProps) {
  return (
    <MadeAtPress
      button={(press) => <ChatMenuButton aria-haspopup="menu" onClick={press} />}
      menu={() => <MadeChatMenu {...props} />}
    />
  );
}
