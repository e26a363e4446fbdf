import { z } from "zod";
import type { ChatResult, ChatTest } from "../adapter.ts";
import { strange } from "../http/backend-error.ts";
import type { BackendHttp } from "../http/backend-http.ts";
import { errorTextOf, toRefusal } from "../http/to-refusal.ts";
import { withWords } from "../openai/measure-chat.ts";

const chunk = z.object({
  message: z.object({ content: z.string().catch(""), thinking: z.string().nullish() }).optional(),
  done: z.boolean().optional(),
  eval_count: z.number().nonnegative().optional(),
  eval_duration: z.number().positive().optional(),
});

const path = "/api/chat";
/** The model may have to be loaded before the first word. */
const firstWordMs = 10 * 60 * 1000;

/** A short question and what came of it, measured here; the rate is the server's own count by its own clock. */
export async function chatOnce(http: BackendHttp, test: ChatTest): Promise<ChatResult> {
  const { model, prompt, tokensMax, signal } = test;
  const body = {
    model,
    messages: [{ role: "user", content: prompt }],
    options: { num_predict: tokensMax },
    stream: true,
  };
  const start = performance.now();
  const sinceStart = () => Math.round(performance.now() - start);
  let text = "";
  let firstTokenMs: number | undefined;
  for await (const said of http.lines(path, {
    body,
    waitMs: firstWordMs,
    limitMs: 2 * firstWordMs,
    signal,
  })) {
    if (errorTextOf(said) !== undefined) throw toRefusal({ base: http.base, path, status: 500, value: said });
    const heard = chunk.safeParse(said).data;
    if (!heard) throw strange(http.base, `answered to ${path} in a shape that is not its own`);
    const { message, done, eval_count, eval_duration } = heard;
    if (firstTokenMs === undefined && (message?.content || message?.thinking)) firstTokenMs = sinceStart();
    text = withWords(text, message?.content);
    if (!done) continue;
    const tokensPerSecond =
      eval_count !== undefined && eval_duration !== undefined
        ? eval_count / (eval_duration / 1e9)
        : undefined;
    return { text, firstTokenMs, totalMs: sinceStart(), tokens: eval_count, tokensPerSecond };
  }
  throw strange(http.base, `broke off its answer to ${path}`, "Look at its log; the model may have crashed.");
}
