import { setTimeout as delay } from "node:timers/promises";
import { minuteOfDay, toClock } from "./day-minutes.ts";
import type { Gate } from "./gate.ts";

/** Minutes of the day, from the first up to and without the last; the last may be that of the next day. */
export type QuietHours = { from: number; to: number };

const dayMinutes = 24 * 60;
const lookMs = 2_000;

/** `22:00-07:00`, in the time of this machine. */
export function parseQuietHours(text: string): QuietHours | undefined {
  const found = /^(\d\d?):(\d\d)-(\d\d?):(\d\d)$/.exec(text.replaceAll(" ", ""));
  const [fromHour = 99, fromMinute = 99, toHour = 99, toMinute = 99] = (found ?? []).slice(1).map(Number);
  if (fromHour > 23 || fromMinute > 59 || toHour > 24 || toMinute > 59) return undefined;
  return { from: fromHour * 60 + fromMinute, to: (toHour * 60 + toMinute) % dayMinutes };
}

/** How many minutes it stays quiet from now on; 0 where it is not. The same hour twice means never. */
export function quietMinutesLeft({ from, to }: QuietHours, now: Date): number {
  const minute = minuteOfDay(now);
  const length = (to - from + dayMinutes) % dayMinutes;
  const since = (minute - from + dayMinutes) % dayMinutes;
  return since < length ? length - since : 0;
}

type Waiting = {
  now?: (() => Date) | undefined;
  wait?: ((ms: number, signal: AbortSignal) => Promise<void>) | undefined;
};

/**
 * Keeps everybody until the quiet hours are over. The clock may be set and other hours be named meanwhile, so both are
 * asked again and again.
 */
export function waitOutQuietHours(
  hoursNow: () => QuietHours | undefined,
  { now = () => new Date(), wait = waitMs }: Waiting = {},
): Gate {
  const quietNow = (): QuietHours | undefined => {
    const hours = hoursNow();
    return hours && quietMinutesLeft(hours, now()) > 0 ? hours : undefined;
  };
  return {
    isShut: () => quietNow() !== undefined,
    open: async (_, { signal, onWait }) => {
      let quiet = quietNow();
      if (quiet === undefined) return;
      for (; quiet !== undefined; quiet = quietNow()) {
        onWait({ words: `the quiet hours, until ${toClock(quiet.to)}` });
        await wait(lookMs, signal);
      }
      onWait(undefined);
    },
  };
}

async function waitMs(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => signal.throwIfAborted());
}
