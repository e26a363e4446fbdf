import { z } from "zod";
import type { Conversing, Saying } from "../adapter.ts";
import { answerLimits } from "../http/answer-limits.ts";
import { brokenOff, strange } from "../http/backend-error.ts";
import type { BackendHttp } from "../http/backend-http.ts";
import { toJson } from "../http/to-json.ts";
import { errorTextOf, toRefusal } from "../http/to-refusal.ts";

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
/** How vLLM and SGLang end an answer that they give up, as for a server that is put to sleep. */
const givenUp = new Set(["abort", "error"]);

/** A conversation in the way that all servers of the OpenAI kind understand. */
export async function* converseByStream(
  http: BackendHttp,
  { model, messages, tokensMax, signal }: Conversing,
): AsyncGenerator<Saying> {
  const most = tokensMax === undefined ? {} : { max_tokens: tokensMax };
  const body = { model, messages, ...most, stream: true, stream_options: { include_usage: true } };
  let tokens: number | undefined;
  let tokensPerSecond: number | undefined;
  let finish: string | undefined;
  for await (const { data } of http.events(path, { body, ...answerLimits, signal })) {
    if (data === "[DONE]") {
      finish ??= "stop";
      break;
    }
    const { choices, usage, timings } = parsePiece(http, data);
    const { delta, finish_reason } = choices[0] ?? {};
    const thought = delta?.reasoning_content ?? delta?.reasoning;
    if (thought) yield { kind: "thought", text: thought };
    if (delta?.content) yield { kind: "words", text: delta.content };
    finish = finish_reason ?? finish;
    tokens = usage?.completion_tokens ?? timings?.predicted_n ?? tokens;
    tokensPerSecond = timings?.predicted_per_second ?? tokensPerSecond;
  }
  if (!finish || givenUp.has(finish)) throw brokenOff(http.base, path);
  yield { kind: "end", isCut: finish === "length", tokens, tokensPerSecond };
}

function parsePiece({ base }: BackendHttp, data: string): z.infer<typeof piece> {
  const said = toJson(data);
  if (said === undefined) throw strange(base, `answered to ${path} with something that is not JSON`);
  if (errorTextOf(said) !== undefined) throw toRefusal({ base, path, status: 500, value: said });
  const checked = piece.safeParse(said);
  if (checked.success) return checked.data;
  throw strange(base, `answered to ${path} in a shape that is not its own`);
}
