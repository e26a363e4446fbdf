"use client";

import { RotateCcw } from "lucide-react";
import { memo } from "react";
import type { ChatMessage } from "#cli-bridge/protocol/chat-answer.ts";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import { endingWords, factsOf } from "./answer-facts.ts";
import { AnswerText } from "./answer-text.tsx";
import type { Fault } from "./talk.ts";
import { Thought } from "./thought.tsx";

type AnswerMessageProps = {
  message: ChatMessage;
  /** While it is coming: its words are not read out one by one. */
  isLive?: boolean;
  /** What it waits for before its first word. */
  waits?: string | undefined;
  /** What helps, where it has just failed. */
  hint?: string | undefined;
  /** Only the last answer can be said again. */
  onAgain?: ((from: number) => void) | undefined;
};

/** What a model said, how quickly, and how it ended. */
export const AnswerMessage = memo(function AnswerMessage(props: AnswerMessageProps) {
  const { message, isLive = false, waits, hint, onAgain } = props;
  const { text, thought = "", thoughtMs, model, ending, problem } = message;
  const isCut = ending !== undefined && ending !== "whole";
  return (
    <article className="flex min-w-0 flex-col gap-2" aria-busy={isLive}>
      <h3 className="text-muted text-xs">{model ?? "The model"}</h3>
      <Thought text={thought} isGoingOn={isLive && text === ""} tookMs={thoughtMs} />
      {text !== "" && <AnswerText text={text} />}
      {isLive && text === "" && (
        <p className="flex items-center gap-2 text-muted">
          <Spinner />
          {waits ?? "Waiting for the first word."}
        </p>
      )}
      {isCut && (
        <p className="wrap-anywhere max-w-prose text-sm">
          <span className={ending === "failed" ? "text-danger" : "text-warning"}>{endingWords[ending]}</span>{" "}
          {problem}
          {hint && <span className="text-muted"> {hint}</span>}
        </p>
      )}
      {ending === "whole" && text === "" && <p className="text-muted">It answered without a word.</p>}
      {!isLive && <AnswerDeeds {...{ message, onAgain }} />}
    </article>
  );
});

function AnswerDeeds({ message, onAgain }: Pick<AnswerMessageProps, "message" | "onAgain">) {
  const { position, text, ending } = message;
  return (
    <div className="-ml-2 flex min-w-0 flex-wrap items-center gap-x-1 text-muted">
      {text !== "" && <CopyButton text={text} label="Copy the answer" />}
      {onAgain && (
        <Button
          size="sm"
          variant="ghost"
          icon={<RotateCcw aria-hidden="true" />}
          onClick={() => onAgain(position)}
        >
          {ending === "whole" ? "Regenerate" : "Try again"}
        </Button>
      )}
      <span className="px-2 text-xs tabular-nums">{factsOf(message)}</span>
    </div>
  );
}

type UnansweredProps = { fault: Fault | undefined; onAgain: (() => void) | undefined };

/** A question that nobody answered. */
export function Unanswered({ fault, onAgain }: UnansweredProps) {
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-2 text-sm" role={fault ? "alert" : undefined}>
      <p className="wrap-anywhere max-w-prose">
        <span className={fault ? "text-danger" : "text-muted"}>
          {fault?.message ?? "There is no answer."}
        </span>
        {fault?.hint && <span className="text-muted"> {fault.hint}</span>}
      </p>
      {onAgain && (
        <Button size="sm" icon={<RotateCcw aria-hidden="true" />} onClick={onAgain}>
          Try again
        </Button>
      )}
    </div>
  );
}
