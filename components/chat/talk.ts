import type { AnswerEvent, AnswerRequest, ChatMessage } from "#cli-bridge/protocol/chat-answer.ts";

/** What has come of an answer that is not whole yet. */
export type LiveAnswer = {
  text: string;
  thought: string;
  /** What it waits for, by the console's word. */
  waits?: string | undefined;
};

export type Fault = {
  code?: string | undefined;
  message: string;
  hint?: string | undefined;
  /** Where the answer stands that failed of it. It says what went wrong itself. */
  of?: number | undefined;
};

/** A chat as it stands in this window. */
export type Talk = {
  messages: readonly ChatMessage[];
  /** `settling`: it was stopped, and what is kept of it is not known yet. */
  phase: "idle" | "answering" | "settling";
  live?: LiveAnswer | undefined;
  /** What went wrong with the last question, with what helps. */
  fault?: Fault | undefined;
};

const nothingYet: LiveAnswer = { text: "", thought: "" };

const before = (messages: readonly ChatMessage[], position: number) =>
  messages.filter((message) => message.position < position);

/** As it will be once the console has taken the question: what it drops has gone, what is said stands there. */
export function whileAsking(talk: Talk, { text, from }: AnswerRequest, at: string): Talk {
  const left = from === undefined ? talk.messages : before(talk.messages, from);
  const position = positionAfter(left);
  const messages = text === undefined ? left : [...left, { position, role: "user" as const, text, at }];
  return { messages, phase: "answering", live: nothingYet };
}

/** The chat after one more event of the answer. */
export function withEvent(talk: Talk, { event, data }: AnswerEvent): Talk {
  const { messages, live = nothingYet } = talk;
  switch (event) {
    case "asked":
      return { ...talk, messages: [...before(messages, data.message.position), data.message] };
    case "waiting":
      return { ...talk, live: { ...live, waits: data.says } };
    case "words":
      return { ...talk, live: { ...live, text: live.text + data.text, waits: undefined } };
    case "thought":
      return { ...talk, live: { ...live, thought: live.thought + data.text, waits: undefined } };
    case "end":
      return ended(talk, data.message);
    case "fault": {
      const { kept, ...fault } = data;
      if (kept) return { ...ended(talk, kept), fault: { ...fault, of: kept.position } };
      return { messages, phase: "idle", fault };
    }
  }
}

const ended = ({ messages }: Talk, message: ChatMessage): Talk => ({
  messages: [...before(messages, message.position), message],
  phase: "idle",
});

const positionAfter = (messages: readonly ChatMessage[]) => (messages.at(-1)?.position ?? -1) + 1;

/** The answer that is coming, at the place where it will be kept. */
export const comingOf = ({ messages, live }: Talk, model: string): ChatMessage | undefined =>
  live && {
    ...{ position: positionAfter(messages), role: "assistant", at: "", model },
    ...{ text: live.text, thought: live.thought },
  };

/** What was said so far, as it is seen until the console tells what it kept. */
export function cutOff({ messages, live = nothingYet }: Talk, at: string): Talk {
  const position = positionAfter(messages);
  const { text, thought } = live;
  const kept: ChatMessage = {
    ...{ position, role: "assistant", text, at, ending: "stopped" },
    ...(thought !== "" && { thought }),
  };
  return { messages: text === "" && thought === "" ? messages : [...messages, kept], phase: "settling" };
}

/** How many messages go when the one at a position is said anew. */
export const laterThan = (messages: readonly ChatMessage[], position: number): number =>
  messages.filter((message) => message.position > position).length;
