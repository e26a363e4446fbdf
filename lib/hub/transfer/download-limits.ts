import { setTimeout as delay } from "node:timers/promises";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { keepDiskReserve } from "./disk-reserve.ts";
import { type Gate, openGates } from "./gate.ts";
import { openPace, type Pace } from "./pace.ts";
import { parseQuietHours, type QuietHours, quietMinutesLeft, waitOutQuietHours } from "./quiet-hours.ts";
import { joinRateShare } from "./rate-share.ts";

/** What the settings say about how fast and when; rates in bytes per second, 0 for no limit. */
export type LimitsSaid = {
  /** Of all downloads together. */
  downloadRate: number;
  /** Of this one. */
  ownRate?: number | undefined;
  quietHours?: string | undefined;
  /** The rate of all downloads together in the quiet hours, in place of waiting. */
  quietRate?: number | undefined;
  diskReserve?: number | undefined;
};

export type LimitsMeans = {
  folder: string;
  /** The folder in which downloads find each other. */
  claims: string;
  /** What is said now; nothing where that cannot be told, and what was said before goes on holding. */
  readAgain(): Promise<LimitsSaid | undefined>;
  lookMs?: number | undefined;
};

export type DownloadLimits = { pace: Pace; gate: Gate; close(): Promise<void> };

const lookMsDefault = 2_000;

/** The limits that hold for one download into a folder, as they are said anew while it goes on. */
export async function openDownloadLimits(
  first: LimitsSaid,
  { folder, claims, readAgain, lookMs = lookMsDefault }: LimitsMeans,
): Promise<DownloadLimits> {
  let said = first;
  let hours = hoursOf(first);
  const share = await joinRateShare(claims);
  const isSlow = (): boolean => (said.quietRate ?? 0) > 0;
  const pace = openPace(() => {
    const isQuiet = hours !== undefined && isSlow() && quietMinutesLeft(hours, new Date()) > 0;
    const quiet = isQuiet ? (said.quietRate ?? 0) : 0;
    return leastOf([quiet / share.sharers(), said.downloadRate / share.sharers(), said.ownRate ?? 0]);
  });
  const gate = openGates([
    waitOutQuietHours(() => (isSlow() ? undefined : hours)),
    keepDiskReserve({ folder, bytesNow: () => said.diskReserve }),
  ]);
  const readSaid = async (): Promise<void> => {
    const again = await readAgain();
    if (again === undefined) return;
    hours = hoursOf(again);
    said = again;
  };
  const stop = lookEvery(lookMs, () => [share.look(pace.idleMs() < lookMs), readSaid()]);
  const close = async (): Promise<void> => {
    await stop();
    await share.leave();
  };
  return { pace, gate, close };
}

/** Looks again and again, and gives back how to end it. What one look cannot learn the next may. */
function lookEvery(ms: number, look: () => Promise<void>[]): () => Promise<void> {
  const over = new AbortController();
  const pause = () => delay(ms, true, { signal: over.signal, ref: false }).catch(() => false);
  const going = (async () => {
    while (await pause()) await Promise.allSettled(look());
  })();
  return () => {
    over.abort();
    return going;
  };
}

/** The narrowest of several limits, of which 0 is none. */
function leastOf(rates: readonly number[]): number {
  const limits = rates.filter((rate) => rate > 0);
  return limits.length > 0 ? Math.min(...limits) : 0;
}

function hoursOf({ quietHours: text }: LimitsSaid): QuietHours | undefined {
  if (text === undefined) return undefined;
  const hours = parseQuietHours(text);
  if (hours) return hours;
  throw new ConsoleError("bad-input", `"${text}" names no hours of the day.`, {
    hint: "Write them as 22:00-07:00.",
  });
}
