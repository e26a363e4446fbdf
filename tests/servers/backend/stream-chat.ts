import type { Answering } from "./serve-backend.ts";

type Chatting = {
  model: string;
  words?: string[];
  /** What a server adds to its last piece, such as its own timings. */
  last?: Record<string, unknown>;
  pace?: () => Promise<void>;
};

const usage = (words: string[]) => ({
  prompt_tokens: 9,
  completion_tokens: words.length,
  total_tokens: 9 + words.length,
});

/** A conversation as servers of the OpenAI kind hold it, streamed where that is asked for. */
export async function streamChat(answering: Answering, chatting: Chatting): Promise<void> {
  const { model, words = ["All ", "is ", "well."], last = {}, pace } = chatting;
  const head = { id: "chatcmpl-1", created: 1_795_000_000, model };
  if (answering.body.stream !== true) {
    const message = { role: "assistant", content: words.join("") };
    const choices = [{ index: 0, message, finish_reason: "stop" }];
    return answering.json(200, { ...head, object: "chat.completion", choices, usage: usage(words), ...last });
  }
  const chunk = (delta: object, finish: string | null, more: object = {}) =>
    answering.event(undefined, {
      ...{ ...head, object: "chat.completion.chunk" },
      choices: [{ index: 0, delta, finish_reason: finish }],
      ...more,
    });
  chunk({ role: "assistant", content: "" }, null);
  for (const word of words) {
    await pace?.();
    if (answering.hasLeft()) return;
    chunk({ content: word }, null);
  }
  chunk({}, "stop", last);
  const options = answering.body.stream_options as { include_usage?: boolean } | undefined;
  if (options?.include_usage) {
    answering.event(undefined, {
      ...head,
      object: "chat.completion.chunk",
      choices: [],
      usage: usage(words),
    });
  }
  answering.event(undefined, "[DONE]");
  answering.end();
}
