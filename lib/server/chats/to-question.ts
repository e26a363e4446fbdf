import { type AnswerRequest, type ChatMessage, chatLimits } from "#cli-bridge/protocol/chat-answer.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Turn } from "#lib/backends/adapter.ts";

export type Question = {
  /** What was said before it and stays. */
  before: ChatMessage[];
  asked: ChatMessage;
  dropped: number;
};

/** What is to be answered, and what becomes of the messages that stood there and after it. */
export function toQuestion(
  messages: readonly ChatMessage[],
  { text, from }: AnswerRequest,
  now: Date,
): Question {
  if (from !== undefined && from > messages.length) throw noSuchPosition(from, messages.length);
  const question =
    text === undefined ? askedAgain(messages, from) : askedAnew(messages, { text, from }, now.toISOString());
  if (question.asked.position + 2 > chatLimits.messages) throw tooManyMessages();
  return question;
}

function askedAnew(
  messages: readonly ChatMessage[],
  { text, from = messages.length }: { text: string; from: number | undefined },
  at: string,
): Question {
  if (messages[from]?.role === "assistant")
    throw unfitting(
      `At position ${from} stands an answer, and only what you said can be written anew.`,
      "Leave the text out, and it is answered again.",
    );
  const asked: ChatMessage = { position: from, role: "user", text, at };
  return { before: messages.slice(0, from), asked, dropped: messages.length - from };
}

function askedAgain(messages: readonly ChatMessage[], from: number | undefined): Question {
  const end = from ?? messages.findLastIndex(({ role }) => role === "user") + 1;
  const asked = messages[end - 1];
  if (asked?.role !== "user")
    throw unfitting(
      from === undefined
        ? "Nothing has been said in this chat."
        : `Before position ${from} stands nothing that could be answered again.`,
      "Say something, or name the position of an answer.",
    );
  return { before: messages.slice(0, end - 1), asked, dropped: messages.length - end };
}

/** All that a model is told; an answer that never came is none. */
export function toTurns(system: string | undefined, { before, asked }: Question): Turn[] {
  const told = byTurns([...before, asked].filter(({ text }) => text !== ""));
  const turns: Turn[] = system === undefined ? told : [{ role: "system", content: system }, ...told];
  const bytes = turns.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0);
  if (bytes <= historyBytesMax) return turns;
  throw new ConsoleError("too-large", "This chat is longer than 16 MB, which no model can be told.", {
    hint: "Begin another chat, or write an earlier message anew.",
  });
}

/** Many models refuse two questions in a row, as there are after one that was never answered. */
function byTurns(messages: readonly ChatMessage[]): Turn[] {
  const turns: Turn[] = [];
  for (const { role, text } of messages) {
    const last = turns.at(-1);
    if (last?.role === role) last.content += `\n\n${text}`;
    else turns.push({ role, content: text });
  }
  return turns;
}

const historyBytesMax = 16_000_000;

const unfitting = (message: string, hint: string) => new ConsoleError("bad-input", message, { hint });

const noSuchPosition = (from: number, count: number) =>
  unfitting(
    `There is no message at position ${from}.`,
    `The chat has ${count} messages; the first stands at position 0.`,
  );

const tooManyMessages = () =>
  new ConsoleError("too-many", `A chat may have ${chatLimits.messages} messages.`, {
    hint: "Begin another chat, or write an earlier message anew.",
  });
