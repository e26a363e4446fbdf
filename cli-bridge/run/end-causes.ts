import { existsSync } from "node:fs";
import type { KeeperOrder } from "./keeper-order.ts";

/** Why a keeper ended a run that would not have ended by itself. */
export type EndCause =
  | { kind: "cancelled" }
  | { kind: "timedOut"; limitMs: number }
  | { kind: "flooded"; bytesMax: number }
  | { kind: "interrupted"; reason: string };

const cancelPollMs = 200;
const timerMsMax = 2 ** 31 - 1;

/** Hears of a cancellation, by file or by signal, and of the time limit; returns how to stop listening. */
export function listenForEnd(order: KeeperOrder, end: (cause: EndCause) => void): () => void {
  const { timeMs } = order.limits;
  const cancel = () => end({ kind: "cancelled" });
  const poll = setInterval(() => existsSync(order.folder.cancel) && cancel(), cancelPollMs);
  const limit =
    timeMs === undefined
      ? undefined
      : setTimeout(() => end({ kind: "timedOut", limitMs: timeMs }), Math.min(timeMs, timerMsMax));
  process.on("SIGTERM", cancel);
  return () => {
    clearInterval(poll);
    clearTimeout(limit);
    process.off("SIGTERM", cancel);
  };
}
