import { setTimeout as delay } from "node:timers/promises";

/** Holds transfers back to so many bytes in a second, all of them together. */
export type Pace = {
  /** Nothing, or a promise of the moment from which more may come. */
  take(bytes: number, signal: AbortSignal): Promise<void> | undefined;
  /** For how long nothing has come, nor waited for its turn. */
  idleMs(): number;
};

export type Clock = {
  now(): number;
  wait(ms: number, signal: AbortSignal): Promise<void>;
};

const systemClock: Clock = {
  now: () => performance.now(),
  wait: async (ms, signal) => {
    await delay(ms, undefined, { signal }).catch(() => signal.throwIfAborted());
  },
};

/** What may come at once before anybody waits, in seconds of the rate. */
const burstSeconds = 0.1;
/** A new rate is seen after so long at the latest. */
const waitMsMax = 1_000;

/** `rate` is asked each time, so that it may change in mid-file; 0 holds nothing back. */
export function openPace(rate: () => number, clock: Clock = systemClock): Pace {
  let owed = 0;
  let at = clock.now();
  let waiting = 0;
  const settle = (): number => {
    const bytesPerSecond = rate();
    const now = clock.now();
    owed -= ((now - at) / 1000) * bytesPerSecond;
    at = now;
    const least = -burstSeconds * bytesPerSecond;
    if (owed < least || bytesPerSecond === 0) owed = least;
    return bytesPerSecond;
  };
  const untilPaid = async (signal: AbortSignal): Promise<void> => {
    waiting += 1;
    try {
      for (let bytesPerSecond = settle(); owed > 0; bytesPerSecond = settle()) {
        await clock.wait(Math.min(waitMsMax, Math.max(1, (owed / bytesPerSecond) * 1000)), signal);
      }
    } finally {
      waiting -= 1;
    }
  };
  return {
    take: (bytes, signal) => {
      settle();
      owed += bytes;
      return owed > 0 && rate() > 0 ? untilPaid(signal) : undefined;
    },
    idleMs: () => (waiting > 0 ? 0 : clock.now() - at),
  };
}
