"use client";

import { RotateCcw } from "lucide-react";
import { memo } from "react";
import type { ChatMessage } from "#cli-bridge/protocol/chat-answer.ts";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import { endingWords, factsOf } from "./answer-facts.ts";
import { AnswerText } from "./answer-text.tsx";
import type { Fault, LiveAnswer } from "./talk.ts";
import { Thought } from "./thought.tsx";

const speaker = "text-muted text-xs";

type AnswerMessageProps = {
  message: ChatMessage;
  /** What helps, where it has just failed. */
  hint?: string | undefined;
  /** Only the last answer can be said again. */
  onAgain?: ((from: number) => void) | undefined;
};

/** What a model said, how quickly, and how it ended. */
export const AnswerMessage = memo(function AnswerMessage({ message, hint, onAgain }: AnswerMessageProps) {
  const { position, text, thought = "", model, ending, problem } = message;
  const isCut = ending !== undefined && ending !== "whole";
  return (
    <article className="flex min-w-0 flex-col gap-2" data-ending={ending}>
      <h3 className={speaker}>{model ?? "The model"}</h3>
      <Thought text={thought} />
      {text !== "" && <AnswerText text={text} />}
      {isCut && (
        <p className="wrap-anywhere max-w-prose text-sm">
          <span className={ending === "failed" ? "text-danger" : "text-warning"}>{endingWords[ending]}</span>{" "}
          {problem}
          {hint && <span className="text-muted"> {hint}</span>}
        </p>
      )}
      {ending === "whole" && text === "" && <p className="text-muted">It answered without a word.</p>}
      <div className="-ml-2 flex min-w-0 flex-wrap items-center gap-x-1 text-muted">
        {text !== "" && <CopyButton text={text} label="Copy the answer" />}
        {onAgain && (
          <Button
            size="sm"
            variant="ghost"
            icon={<RotateCcw aria-hidden="true" />}
            onClick={() => onAgain(position)}
          >
            {isCut ? "Try again" : "Regenerate"}
          </Button>
        )}
        <span className="px-2 text-xs tabular-nums">{factsOf(message)}</span>
      </div>
    </article>
  );
});

/** An answer that is coming. Its words are not read out one by one. */
export function LiveAnswerMessage({ live, model }: { live: LiveAnswer; model: string }) {
  const { text, thought, waits } = live;
  return (
    <article className="flex min-w-0 flex-col gap-2" aria-busy="true" aria-label="The answer that is coming">
      <h3 className={speaker}>{model}</h3>
      <Thought text={thought} isGoingOn={text === ""} />
      {text === "" ? (
        <p className="flex items-center gap-2 text-muted">
          <Spinner />
          {waits ?? "Waiting for the first word."}
        </p>
      ) : (
        <AnswerText text={text} />
      )}
    </article>
  );
}

type LastTriedProps = { fault: Fault | undefined; onAgain: (() => void) | undefined };

/** A question that nobody answered. */
export function Unanswered({ fault, onAgain }: LastTriedProps) {
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
