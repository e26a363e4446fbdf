import { z } from "zod";
import type { Conversing, Saying, Turn } from "../adapter.ts";
import { answerLimits } from "../http/answer-limits.ts";
import { brokenOff } from "../http/backend-error.ts";
import type { BackendAsking, BackendHttp } from "../http/backend-http.ts";
import { toJson } from "../http/to-json.ts";
import { toRefusal } from "../http/to-refusal.ts";

const told = z.looseObject({
  progress: z.number().min(0).max(1).optional(),
  content: z.string().optional(),
  result: z
    .object({
      stats: z
        .object({ total_output_tokens: z.number(), tokens_per_second: z.number().positive() })
        .partial(),
    })
    .optional(),
});

const path = "/api/v1/chat";
type ChatEvent = { event: string } & z.infer<typeof told>;

/** A conversation that it keeps nothing of, event by event; among them how far the model has been loaded. */
async function* chatEvents(
  http: BackendHttp,
  body: Record<string, unknown>,
  asking: BackendAsking,
): AsyncGenerator<ChatEvent> {
  const whole = { ...body, stream: true, store: false };
  for await (const { event, data } of http.events(path, { ...asking, body: whole })) {
    const said = toJson(data);
    if (event === "error") throw toRefusal({ base: http.base, path, status: 500, value: said });
    const checked = told.safeParse(said);
    if (checked.success) yield { event, ...checked.data };
    if (event === "chat.end") return;
  }
  throw brokenOff(http.base, path);
}

/** What it takes at once: a question, and before it the model's part. */
export const isOneQuestion = (messages: readonly Turn[]): boolean =>
  messages.filter(({ role }) => role !== "system").length === 1;

/** Its own clock tells the rate, so that the way here is not part of it. */
export async function* converseNatively(
  http: BackendHttp,
  { model, messages, tokensMax, signal }: Conversing,
): AsyncGenerator<Saying> {
  const textOf = (wanted: Turn["role"]) => messages.find(({ role }) => role === wanted)?.content;
  const body = {
    ...{ model, system_prompt: textOf("system"), input: textOf("user"), max_output_tokens: tokensMax },
  };
  for await (const { event, content, progress, result } of chatEvents(http, body, {
    ...answerLimits,
    signal,
  })) {
    if (event === "model_load.start" || event === "model_load.progress")
      yield { kind: "loading", share: progress };
    if (event === "message.delta" && content) yield { kind: "words", text: content };
    if (event === "reasoning.delta" && content) yield { kind: "thought", text: content };
    if (!result) continue;
    const { total_output_tokens: tokens, tokens_per_second: tokensPerSecond } = result.stats;
    yield { kind: "end", isCut: false, tokens, tokensPerSecond };
  }
}
