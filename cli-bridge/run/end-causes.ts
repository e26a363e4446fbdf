import { existsSync } from "node:fs";
import type { KeeperOrder } from "./keeper-order.ts";
import type { RunFolder } from "./run-folder.ts";

/** Why a keeper ended a run that would not have ended by itself. */
export type EndCause =
  | { kind: "cancelled" }
  | { kind: "paused" }
  | { kind: "timedOut"; limitMs: number }
  | { kind: "flooded"; bytesMax: number }
  | { kind: "interrupted"; reason: string };

const lookMs = 200;
const timerMsMax = 2 ** 31 - 1;

/** Hears of a wish to cancel or to pause, by file or by signal, and of the time limit; returns how to stop listening. */
export function listenForEnd(order: KeeperOrder, end: (cause: EndCause) => void): () => void {
  const { timeMs } = order.limits;
  const look = () => {
    const wish = wishIn(order.folder);
    if (wish) end({ kind: wish });
    return wish !== undefined;
  };
  const hear = () => look() || end(unasked(order));
  const poll = setInterval(look, lookMs);
  const limit =
    timeMs === undefined
      ? undefined
      : setTimeout(() => end({ kind: "timedOut", limitMs: timeMs }), Math.min(timeMs, timerMsMax));
  process.on("SIGTERM", hear);
  return () => {
    clearInterval(poll);
    clearTimeout(limit);
    process.off("SIGTERM", hear);
  };
}

/** What a person has asked of a run; to cancel is the last word. */
export function wishIn({ cancel, pause }: RunFolder): "cancelled" | "paused" | undefined {
  if (existsSync(cancel)) return "cancelled";
  return existsSync(pause) ? "paused" : undefined;
}

/** A machine that shuts down tells everybody to end. What can go on afterwards then has to know that nobody cancelled it. */
const unasked = ({ isPausable }: KeeperOrder): EndCause =>
  isPausable
    ? { kind: "interrupted", reason: "It was told to end from outside the console." }
    : { kind: "cancelled" };
