import { z } from "zod";
import type { ChatResult, ChatTest } from "../adapter.ts";
import { strange } from "../http/backend-error.ts";
import type { BackendHttp } from "../http/backend-http.ts";
import { toJson } from "../http/to-json.ts";
import { errorTextOf, toRefusal } from "../http/to-refusal.ts";
import { chatMs, firstWordMs, measureChat } from "./measure-chat.ts";

const word = z.string().nullish().catch(undefined);
const piece = z.object({
  choices: z
    .array(
      z.object({
        delta: z.object({ content: word, reasoning_content: word, reasoning: word }).nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .catch([]),
  usage: z.object({ completion_tokens: z.number().nonnegative() }).nullish().catch(undefined),
  // llama-server's own clock, which knows nothing of the way here.
  timings: z
    .object({ predicted_n: z.number().nonnegative(), predicted_per_second: z.number().positive() })
    .nullish()
    .catch(undefined),
});

const path = "/v1/chat/completions";

/** A short question in the way that all servers of the OpenAI kind understand, and what came of it. */
export async function chatByStream(http: BackendHttp, test: ChatTest): Promise<ChatResult> {
  const { model, prompt, tokensMax, signal } = test;
  const body = {
    ...{ model, messages: [{ role: "user", content: prompt }], max_tokens: tokensMax },
    ...{ stream: true, stream_options: { include_usage: true } },
  };
  const measured = measureChat();
  let tokens: number | undefined;
  let tokensPerSecond: number | undefined;
  let isOver = false;
  const asking = { body, waitMs: firstWordMs, limitMs: chatMs, signal };
  for await (const { data } of http.events(path, asking)) {
    if (data === "[DONE]") {
      isOver = true;
      break;
    }
    const { choices, usage, timings } = parsePiece(http, data);
    const [choice] = choices;
    measured.hear(
      choice?.delta?.content ?? undefined,
      choice?.delta?.reasoning_content ?? choice?.delta?.reasoning ?? undefined,
    );
    if (choice?.finish_reason) isOver = true;
    tokens = usage?.completion_tokens ?? timings?.predicted_n ?? tokens;
    tokensPerSecond = timings?.predicted_per_second ?? tokensPerSecond;
  }
  if (isOver) return measured.toResult({ tokens, tokensPerSecond });
  throw strange(http.base, `broke off its answer to ${path}`, "Look at its log; the model may have crashed.");
}

function parsePiece({ base }: BackendHttp, data: string): z.infer<typeof piece> {
  const said = toJson(data);
  if (said === undefined) throw strange(base, `answered to ${path} with something that is not JSON`);
  if (errorTextOf(said) !== undefined) throw toRefusal({ base, path, status: 500, value: said });
  const checked = piece.safeParse(said);
  if (checked.success) return checked.data;
  throw strange(base, `answered to ${path} in a shape that is not its own`);
}
