import { setTimeout as delay } from "node:timers/promises";
import { type RunningServer, type ServerOrder, startServer } from "#cli-bridge/run/start-server.ts";
import type { ServerStart } from "#lib/backends/managed/plan-start.ts";
import { isReady } from "#lib/backends/managed/readiness.ts";
import { untilAborted } from "./until-aborted.ts";

const lookMs = 5_000;
const missesMax = 3;
const stepMs = 60_000;

/**
 * A server that goes on without the program that started it. Nobody sees it end, so it is asked whether it is there; and
 * what was open before is not closed afterwards.
 */
export async function startService(
  order: ServerOrder,
  { recipe, url }: ServerStart,
): Promise<RunningServer | { reason: string }> {
  const { up = [], down = [], isOpen } = recipe.service ?? {};
  const wasOpen = (await isOpen?.()) === true;
  const life = new AbortController();
  const step = async (words: readonly string[]) => {
    const started = await startServer({ ...order, argv: [order.program, ...words] });
    if ("reason" in started) return started;
    const late = delay(stepMs, undefined, { ref: false });
    return { ...started, exit: await Promise.race([started.exited, late]) };
  };
  let last: RunningServer | undefined;
  for (const words of [...(wasOpen ? [] : up), order.argv.slice(1)]) {
    const done = await step(words);
    if ("reason" in done) return done;
    if (!done.exit) return { reason: `${recipe.program} ${words.join(" ")} did not come to an end.` };
    last = done;
    if (done.exit.code !== 0) return done;
  }
  if (!last) return { reason: `${recipe.title} has no words that start it.` };
  const { tail, end } = last;
  return {
    tail,
    exited: untilGone(recipe, url, life.signal),
    end: async (graceMs, hurry) => {
      for (const words of wasOpen ? down.slice(0, 1) : down) {
        await Promise.race([step(words), untilAborted(hurry)]);
        if (hurry.aborted) break;
      }
      life.abort();
      return end(graceMs, hurry);
    },
  };
}

async function untilGone(recipe: ServerStart["recipe"], url: string, signal: AbortSignal) {
  for (let misses = 0, wasReady = false; !signal.aborted && misses < missesMax; ) {
    await delay(lookMs, undefined, { signal }).catch(() => {});
    const answers = await isReady(recipe, url, signal);
    wasReady ||= answers;
    misses = answers || !wasReady ? 0 : misses + 1;
  }
  return { code: undefined, signal: undefined };
}
