"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { AnswerRequest, Chat } from "#cli-bridge/protocol/chat-answer.ts";
import { CommandDialog, type CommandWish } from "#components/command/command-dialog.tsx";
import { useRuns } from "#components/shell/use-runs.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { paths } from "#lib/paths.ts";
import { ChatHead } from "./chat-head.tsx";
import { Composer } from "./composer.tsx";
import { MessageList } from "./message-list.tsx";
import { loadsFirst, sendingObstacle } from "./sending-obstacle.ts";
import { SendingState } from "./sending-state.tsx";
import { SystemPrompt } from "./system-prompt.tsx";
import type { Talk } from "./talk.ts";
import { useChat } from "./use-chat.ts";
import { useModelGroups } from "./use-model-groups.ts";
import { useStickToEnd } from "./use-stick-to-end.ts";

/** One chat: what was said, the answer that is coming, and the place to write. */
export function OpenChat({ id }: { id: string }) {
  const kept = useChat(id);
  const { chat, error, again } = kept;
  if (chat) return <ChatParts {...kept} chat={chat} />;
  if (error)
    return (
      <Alert
        tone="danger"
        title="The chat could not be read."
        className="m-4"
        actions={
          <>
            <Button size="sm" onClick={again}>
              Try again
            </Button>
            <LinkButton size="sm" href={paths.chats()}>
              See all chats
            </LinkButton>
          </>
        }
      >
        {error.message}
      </Alert>
    );
  return (
    <div aria-busy="true" className="mx-auto flex w-full max-w-3xl flex-col gap-6 p-4">
      <Skeleton className="h-8 w-1/2" />
      <Skeleton className="h-10 w-1/3 self-end" />
      <Skeleton className="h-24 w-2/3" />
    </div>
  );
}

type ChatPartsProps = ReturnType<typeof useChat> & { chat: Chat };

function ChatParts({ chat, talk, session, change, isElsewhere }: ChatPartsProps) {
  const { backends, groups, listings } = useModelGroups();
  const runs = useRuns();
  const [wish, setWish] = useState<CommandWish>();
  const field = useRef<HTMLTextAreaElement>(null);
  const stick = useStickToEnd(wordsIn(talk));
  const { goToEnd } = stick;
  const backend = backends.find(({ id }) => id === chat.instance);
  const sending = { backend, model: chat.model, models: listings[chat.instance], runs };
  const isAnswering = talk.phase !== "idle";
  const obstacle = isElsewhere
    ? { says: "An answer is coming in another window. Sending waits for its end." }
    : sendingObstacle(sending);
  const ask = useCallback(
    async (request: AnswerRequest) => {
      goToEnd();
      field.current?.focus();
      return (await session.ask(request)).ok;
    },
    [session, goToEnd],
  );
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <ChatHead
        {...{ chat, groups, isAnswering, change }}
        messages={talk.messages}
        serverName={backend?.name}
        onDelete={session.stop}
      />
      <MessageList {...{ talk, stick }} model={chat.model} canSend={!isAnswering && !obstacle} onAsk={ask}>
        <SystemPrompt key={chat.system} chat={chat} change={change} />
      </MessageList>
      <div className="border-t px-4 py-3">
        <div className="mx-auto flex max-w-3xl flex-col gap-2">
          <SendingState
            {...{ backend, obstacle }}
            model={chat.model}
            first={talk.live ? undefined : loadsFirst(sending)}
            onWish={setWish}
          />
          <Composer
            key={chat.id}
            chat={chat.id}
            field={field}
            isAnswering={isAnswering}
            canSend={!obstacle}
            onSend={(text) => ask({ text })}
            onStop={session.stop}
          />
        </div>
      </div>
      <FinishedAnswer talk={talk} />
      {wish && <CommandDialog wish={wish} onClose={() => setWish(undefined)} />}
    </div>
  );
}

/** How much there is to see, so that what is new can be told from what was seen. */
const wordsIn = ({ messages, live }: Talk): number =>
  messages.reduce((sum, { text }) => sum + text.length + 1, 0) + (live?.text.length ?? 0);

const spokenCharsMax = 2_000;

/** Read out when an answer is whole, and not word by word before. */
function FinishedAnswer({ talk: { phase, messages } }: { talk: Talk }) {
  const [said, setSaid] = useState("");
  const wasAnswering = useRef(false);
  useEffect(() => {
    const last = messages.at(-1);
    if (phase === "idle" && wasAnswering.current && last?.role === "assistant")
      setSaid(last.text.slice(0, spokenCharsMax));
    if (phase !== "idle") setSaid("");
    wasAnswering.current = phase !== "idle";
  }, [phase, messages]);
  return (
    <div role="status" className="sr-only">
      {said}
    </div>
  );
}
