import type { ChatMessage } from "#cli-bridge/protocol/chat-answer.ts";
import { toCountWords, toDurationWords } from "#lib/format.ts";

/** How quickly an answer came, as far as it is known. */
export function factsOf({ tokensPerSecond, firstTokenMs, tokens, totalMs, ending }: ChatMessage): string {
  return [
    tokensPerSecond === undefined ? undefined : `${tokensPerSecond.toFixed(1)} tokens/s`,
    firstTokenMs === undefined ? undefined : `first token after ${quickWords(firstTokenMs)}`,
    tokens === undefined ? undefined : toCountWords(tokens, "token"),
    totalMs === undefined || ending === "failed" ? undefined : toDurationWords(totalMs),
  ]
    .filter((fact) => fact !== undefined)
    .join(" · ");
}

export const quickWords = (ms: number) => (ms < 1000 ? `${Math.round(ms)} ms` : toDurationWords(ms));

/** How an answer ended that is not whole. */
export const endingWords: Partial<Record<NonNullable<ChatMessage["ending"]>, string>> = {
  stopped: "It was stopped here.",
  failed: "It failed here.",
  length: "It was cut off here: it had become too long.",
};
