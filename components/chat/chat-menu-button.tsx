import { Ellipsis } from "lucide-react";
import type { ComponentProps } from "react";
import type { Chat, ChatMessage } from "#cli-bridge/protocol/chat-answer.ts";
import { Button } from "#components/ui/button.tsx";

export type ChatMenuProps = {
  chat: Chat;
  messages: readonly ChatMessage[];
  onRename: () => void;
  onDelete: () => void;
};

export function ChatMenuButton(props: ComponentProps<typeof Button>) {
  return (
    <Button
      size="sm"
      variant="ghost"
      aria-label="More about this chat"
      icon={<Ellipsis aria-hidden="true" />}
      {...props}
    />
  );
}
