import { z } from "zod";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { ChatResult } from "#lib/backends/adapter.ts";
import { chatOnce } from "#lib/backends/chat-once.ts";
import type { BackendWatch } from "./backend-watch.ts";
import type { Talk } from "./talk.ts";

const limitMs = 120_000;
const atOnceMax = 4;

/** What is said to a model to see that it answers. */
export const chatRequest = z.strictObject({
  model: z.string().min(1).max(512),
  prompt: z.string().min(1).max(2000).default("Say hello in five words."),
  tokensMax: z.number().int().min(1).max(256).default(32),
});

export type ChatAsked = z.infer<typeof chatRequest>;

/** Says a little to a model and measures the answer; a few at a time, and never for long. */
export function makeChatTests(watch: Pick<BackendWatch, "instanceOf">, { converse }: Pick<Talk, "converse">) {
  let going = 0;
  return async (id: string, asked: ChatAsked, signal: AbortSignal): Promise<ChatResult> => {
    const { name } = watch.instanceOf(id);
    if (going >= atOnceMax) throw tooMany();
    going++;
    const limit = AbortSignal.timeout(limitMs);
    try {
      return await chatOnce((conversing) => converse(id, conversing), {
        ...asked,
        signal: AbortSignal.any([signal, limit]),
      });
    } catch (error) {
      throw limit.aborted ? tooSlow(name) : error;
    } finally {
      going--;
    }
  };
}

const tooMany = () =>
  new ConsoleError("too-many", `${atOnceMax} tests are under way already.`, {
    hint: "Wait until one of them has ended.",
  });

const tooSlow = (name: string) =>
  new ConsoleError("backend-timeout", `${name} did not finish its answer within ${limitMs / 1000} s.`, {
    hint: "It may still be loading the model; see what is in its memory, and try again.",
  });
