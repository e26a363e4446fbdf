import { setTimeout as wait } from "node:timers/promises";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { type HubAnswer, retryAfterMsOf } from "./answer-head.ts";
import { obstacleOf } from "./unreachable.ts";

const tries = 3;
const firstPauseMs = 500;
const patienceMs = 4000;

/** What passes by itself within seconds is asked again; everything else is for the caller to hear. */
export async function askPatiently(
  askOnce: () => Promise<HubAnswer>,
  signal: AbortSignal | undefined,
): Promise<HubAnswer> {
  for (let count = 1; ; count += 1) {
    const isLast = count >= tries;
    const pauseMs = firstPauseMs * 2 ** (count - 1);
    try {
      const answer = await askOnce();
      const dueMs = isLast ? undefined : pauseFor(answer, pauseMs);
      if (dueMs === undefined) return answer;
      await answer.body.dump();
      await wait(dueMs, undefined, { signal });
    } catch (error) {
      const obstacle = error instanceof ConsoleError && obstacleOf(error.cause);
      if (isLast || (obstacle !== "cut" && obstacle !== "refused")) throw error;
      await wait(pauseMs, undefined, { signal });
    }
  }
}

/** How long to wait before such an answer may be another, where it may be soon. */
function pauseFor(answer: HubAnswer, pauseMs: number): number | undefined {
  const isUnable = [500, 502, 503, 504].includes(answer.statusCode);
  if (!isUnable && answer.statusCode !== 429) return undefined;
  const dueMs = retryAfterMsOf(answer) ?? (isUnable ? pauseMs : undefined);
  return dueMs === undefined || dueMs > patienceMs ? undefined : dueMs;
}
