import { z } from "zod";
import type { ChatResult, ChatTest } from "../adapter.ts";
import { strange } from "../http/backend-error.ts";
import type { BackendAsking, BackendHttp } from "../http/backend-http.ts";
import { toJson } from "../http/to-json.ts";
import { toRefusal } from "../http/to-refusal.ts";
import { chatMs, firstWordMs, measureChat } from "../openai/measure-chat.ts";

const told = z.looseObject({
  progress: z.number().min(0).max(1).optional(),
  content: z.string().optional(),
  result: z
    .object({
      model_instance_id: z.string(),
      stats: z
        .object({ total_output_tokens: z.number(), tokens_per_second: z.number().positive() })
        .partial(),
    })
    .optional(),
});

const path = "/api/v1/chat";
export type ChatEvent = { event: string } & z.infer<typeof told>;

/** A conversation that it keeps nothing of, event by event; among them how far the model has been loaded. */
export async function* chatEvents(
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
  throw strange(http.base, `broke off its answer to ${path}`, "Look at its log; the model may have crashed.");
}

/** Its own clock tells the rate, so that the way here is not part of it. */
export async function chatNatively(http: BackendHttp, test: ChatTest): Promise<ChatResult> {
  const { model, prompt, tokensMax, signal } = test;
  const measured = measureChat();
  let stats: { total_output_tokens?: number | undefined; tokens_per_second?: number | undefined } = {};
  const body = { model, input: prompt, max_output_tokens: tokensMax };
  const asking = { waitMs: firstWordMs, limitMs: chatMs, signal };
  for await (const { event, content, result } of chatEvents(http, body, asking)) {
    if (event === "message.delta") measured.hear(content);
    if (event === "reasoning.delta") measured.hear(undefined, content);
    if (result) stats = result.stats;
  }
  return measured.toResult({ tokens: stats.total_output_tokens, tokensPerSecond: stats.tokens_per_second });
}
