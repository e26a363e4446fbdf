"use client";

import { ArrowDown } from "lucide-react";
import { type ReactNode, useCallback } from "react";
import type { AnswerRequest, ChatMessage } from "#cli-bridge/protocol/chat-answer.ts";
import { Button } from "#components/ui/button.tsx";
import { AnswerMessage, Unanswered } from "./answer-message.tsx";
import { SaidMessage } from "./said-message.tsx";
import { comingOf, laterThan, type Talk } from "./talk.ts";
import type { useStickToEnd } from "./use-stick-to-end.ts";

type MessageListProps = {
  talk: Talk;
  model: string;
  canSend: boolean;
  stick: ReturnType<typeof useStickToEnd>;
  /** False where it was refused. */
  onAsk: (request: AnswerRequest) => Promise<boolean>;
  /** What stands before all that was said. */
  children?: ReactNode;
};

/** What was said, in order, with the answer that is coming at its end. */
export function MessageList({ talk, model, canSend, stick, onAsk, children }: MessageListProps) {
  const { messages, live, fault } = talk;
  const coming = comingOf(talk, model);
  const last = messages.at(-1);
  const onAgain = useCallback((from: number) => void onAsk({ from }), [onAsk]);
  const onEdit = useCallback((from: number, text: string) => onAsk({ from, text }), [onAsk]);
  // Of what no answer tells it is told below them all.
  const refused = fault?.of === undefined ? fault : undefined;
  const isUnanswered = !live && talk.phase === "idle" && (last?.role === "user" || refused !== undefined);
  const messageOf = (message: ChatMessage) =>
    message.role === "user" ? (
      <SaidMessage
        message={message}
        later={laterThan(messages, message.position)}
        onEdit={canSend ? onEdit : undefined}
      />
    ) : (
      <AnswerMessage
        message={message}
        isLive={message === coming}
        waits={message === coming ? live?.waits : undefined}
        hint={fault?.of === message.position ? fault.hint : undefined}
        onAgain={canSend && message === last ? onAgain : undefined}
      />
    );
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <section
        ref={stick.frame}
        aria-label="Messages"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
        tabIndex={0}
        className="min-h-0 flex-1 overflow-y-auto overflow-x-clip px-4 py-4 -outline-offset-2"
        onScroll={stick.onScroll}
      >
        <div ref={stick.content} className="mx-auto flex max-w-3xl flex-col gap-6">
          {children}
          {(coming ? [...messages, coming] : messages).map((message) => (
            // What is far from view is neither laid out nor painted.
            <div
              key={message.position}
              className="min-w-0 [contain-intrinsic-size:auto_6rem] [content-visibility:auto]"
            >
              {messageOf(message)}
            </div>
          ))}
          {isUnanswered && (
            <Unanswered
              fault={refused}
              onAgain={canSend && last?.role === "user" ? () => void onAsk({}) : undefined}
            />
          )}
        </div>
      </section>
      {stick.hasNews && <NewsButton onGo={stick.goToEnd} />}
    </div>
  );
}

function NewsButton({ onGo }: { onGo: () => void }) {
  return (
    <Button
      variant="primary"
      size="sm"
      icon={<ArrowDown aria-hidden="true" />}
      className="absolute right-4 bottom-3 shadow-float"
      onClick={onGo}
    >
      New words below
    </Button>
  );
}
