"use client";

import { ArrowLeft } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { Chat, ChatChangeRequest, ChatMessage } from "#cli-bridge/protocol/chat-answer.ts";
import type { Answer } from "#components/run/ask-api.ts";
import { LinkButton } from "#components/ui/button.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { paths } from "#lib/paths.ts";
import { ChatMenu } from "./chat-menu.tsx";
import { ChatName } from "./chat-name.tsx";
import type { ModelGroup, ModelPick } from "./model-choices.ts";
import { ModelSelect } from "./model-select.tsx";

const DeleteChat = lazy(() =>
  import("./delete-chat.tsx").then(({ DeleteChat }) => ({ default: DeleteChat })),
);

type ChatHeadProps = {
  chat: Chat;
  messages: readonly ChatMessage[];
  groups: readonly ModelGroup[];
  serverName: string | undefined;
  /** While an answer comes, the model stays the one that gives it. */
  isAnswering: boolean;
  change: (wanted: ChatChangeRequest) => Promise<Answer<Chat>>;
  onDelete: () => void;
};

/** What a chat is called, which model answers, and what can be done with the whole of it. */
export function ChatHead(props: ChatHeadProps) {
  const { chat, messages, groups, serverName, isAnswering, change, onDelete } = props;
  const { toast } = useToast();
  const [mode, setMode] = useState<"rename" | "delete">();
  const close = () => setMode(undefined);
  async function choose(wanted: ModelPick) {
    const answer = await change(wanted);
    if (!answer.ok)
      toast({ tone: "danger", title: answer.refusal.message, description: answer.refusal.hint });
  }
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-2 border-b px-4 py-2">
      <LinkButton
        size="sm"
        variant="ghost"
        href={paths.chats()}
        aria-label="All chats"
        icon={<ArrowLeft aria-hidden="true" />}
        className="lg:hidden"
      />
      <ChatName key={chat.name} {...{ chat, change }} isEditing={mode === "rename"} onClose={close} />
      <ModelSelect
        label="Model"
        className="max-w-72 max-sm:order-1 max-sm:max-w-none max-sm:basis-full"
        pick={chat}
        {...{ groups, serverName }}
        disabled={isAnswering}
        onPick={(pick) => void choose(pick)}
      />
      <ChatMenu
        {...{ chat, messages }}
        onRename={() => setMode("rename")}
        onDelete={() => setMode("delete")}
      />
      {mode === "delete" && (
        <Suspense>
          <DeleteChat chat={chat} messages={messages.length} onDelete={onDelete} onClose={close} />
        </Suspense>
      )}
    </div>
  );
}
