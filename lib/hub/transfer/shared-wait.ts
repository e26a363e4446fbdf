import { setTimeout as delay } from "node:timers/promises";
import { toWaitWords } from "#lib/format.ts";
import { toSinceWords } from "./day-minutes.ts";
import type { Patience } from "./patience.ts";
import type { TransferFault } from "./transfer-fault.ts";
import type { Pause } from "./vain-tries.ts";
import type { WaitedFor } from "./waited-for.ts";

/** What the connections of a file wait for together: told as one, and over for all once there is no more need. */
export type SharedWait = {
  /** Waits before the next try, for less where somebody wants it made at once. */
  pause(fault: TransferFault, pause: Pause, signal: AbortSignal): Promise<void>;
  /** Something came over one of them, so that the whole does not wait. */
  came(): void;
  /** Nobody has to wait any longer. */
  over(): void;
};

type Waiting = { fault: TransferFault; since: Date | undefined; dueAt: number; end(): void };
type Telling = Pick<Patience, "hearTryNow"> & { onWait(waitedFor: WaitedFor | undefined): void };

const tickMs = 1_000;

export function openSharedWait({ onWait, hearTryNow }: Telling): SharedWait {
  const waiting = new Set<Waiting>();
  let isTold = false;
  let cameAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let hearNoMore: (() => void) | undefined;
  const say = (waitedFor: WaitedFor | undefined): void => {
    if (waitedFor === undefined && !isTold) return;
    isTold = waitedFor !== undefined;
    onWait(waitedFor);
  };
  const tell = (): void => {
    const now = performance.now();
    const [next] = [...waiting].sort((one, other) => one.dueAt - other.dueAt);
    if (next && now - cameAt >= tickMs) say(waitedForOf(next, now));
  };
  const endAll = (): void => {
    for (const { end } of waiting) end();
  };
  const enter = (one: Waiting): void => {
    waiting.add(one);
    timer ??= setInterval(tell, tickMs);
    hearNoMore ??= hearTryNow?.(endAll);
    tell();
  };
  const leave = (one: Waiting): void => {
    waiting.delete(one);
    if (waiting.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    hearNoMore?.();
    hearNoMore = undefined;
    // Until something comes it is the same wait; only that it is being asked just now.
    say(one.since && isTold ? waitedForOf({ ...one, dueAt: 0 }, performance.now()) : undefined);
  };
  return {
    pause: async (fault, { ms, since }, signal) => {
      const woken = new AbortController();
      const one = { fault, since, dueAt: performance.now() + ms, end: () => woken.abort() };
      enter(one);
      await delay(ms, undefined, { signal: AbortSignal.any([signal, woken.signal]) })
        .catch(() => signal.throwIfAborted())
        .finally(() => leave(one));
    },
    came: () => {
      cameAt = performance.now();
      say(undefined);
    },
    over: () => {
      say(undefined);
      endAll();
    },
  };
}

function waitedForOf({ fault, since: from, dueAt }: Omit<Waiting, "end">, now: number): WaitedFor {
  const wait = dueAt > now ? `in ${toWaitWords((dueAt - now) / 1000)}` : "now";
  if (from === undefined) return { words: `the next try ${wait}: ${fault.message}` };
  const since = toSinceWords(from, new Date());
  const hub = `the hub, since ${since}`;
  return {
    words: `${hub}; asked again ${wait}: ${fault.message}`,
    away: { since, note: `${hub}: ${fault.message}` },
  };
}
