import type { ChatMessage } from "#cli-bridge/protocol/chat-answer.ts";
import { toCountWords, toDurationWords } from "#lib/format.ts";

/** How quickly an answer came, as far as it is known. */
export function factsOf({ tokensPerSecond, firstTokenMs, tokens, totalMs }: ChatMessage): string {
  return [
    tokensPerSecond === undefined ? undefined : `${tokensPerSecond.toFixed(1)} tokens/s`,
    firstTokenMs === undefined ? undefined : `first token after ${toDurationWords(firstTokenMs)}`,
    tokens === undefined ? undefined : toCountWords(tokens, "token"),
    totalMs === undefined ? undefined : toDurationWords(totalMs),
  ]
    .filter((fact) => fact !== undefined)
    .join(" · ");
}

/** How an answer ended that is not whole. */
export const endingWords: Partial<Record<NonNullable<ChatMessage["ending"]>, string>> = {
  stopped: "It was stopped here.",
  failed: "It failed here.",
  length: "It was cut off here: it had become too long.",
};
