import { z } from "zod";
import type { Conversing, Saying } from "../adapter.ts";
import { answerLimits } from "../http/answer-limits.ts";
import { brokenOff, strange } from "../http/backend-error.ts";
import type { BackendHttp } from "../http/backend-http.ts";
import { errorTextOf, toRefusal } from "../http/to-refusal.ts";

const chunk = z.object({
  message: z.object({ content: z.string().catch(""), thinking: z.string().nullish() }).optional(),
  done: z.boolean().optional(),
  done_reason: z.string().nullish(),
  eval_count: z.number().nonnegative().optional(),
  eval_duration: z.number().positive().optional(),
});

const path = "/api/chat";

/** Its own way of a conversation; the rate is the server's own count by its own clock. */
export async function* converseWithOllama(
  http: BackendHttp,
  { model, messages, tokensMax, signal }: Conversing,
): AsyncGenerator<Saying> {
  const options = tokensMax === undefined ? {} : { options: { num_predict: tokensMax } };
  const body = { model, messages, ...options, stream: true };
  for await (const said of http.lines(path, { body, ...answerLimits, signal })) {
    if (errorTextOf(said) !== undefined) throw toRefusal({ base: http.base, path, status: 500, value: said });
    const heard = chunk.safeParse(said).data;
    if (!heard) throw strange(http.base, `answered to ${path} in a shape that is not its own`);
    const { message, done, done_reason, eval_count: tokens, eval_duration } = heard;
    if (message?.thinking) yield { kind: "thought", text: message.thinking };
    if (message?.content) yield { kind: "words", text: message.content };
    if (!done) continue;
    const isCounted = tokens !== undefined && eval_duration !== undefined;
    const tokensPerSecond = isCounted ? tokens / (eval_duration / 1e9) : undefined;
    return yield { kind: "end", isCut: done_reason === "length", tokens, tokensPerSecond };
  }
  throw brokenOff(http.base, path);
}
