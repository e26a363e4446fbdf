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

export type DownloadLimits = { pace: Pace; gate: Gate; close(): Promise<void> };

/** The limits that hold for one download into a folder; `claims` is the folder in which downloads find each other. */
export async function openDownloadLimits(
  said: LimitsSaid,
  { folder, claims }: { folder: string; claims: string },
): Promise<DownloadLimits> {
  const hours = hoursOf(said.quietHours);
  const share = await joinRateShare(claims);
  const isSlow = hours !== undefined && said.quietRate !== undefined && said.quietRate > 0;
  const reserve = keepDiskReserve({ folder, bytes: said.diskReserve });
  const pace = openPace(() => {
    const quiet = isSlow && quietMinutesLeft(hours, new Date()) > 0 ? (said.quietRate ?? 0) : 0;
    return leastOf([quiet / share.sharers(), said.downloadRate / share.sharers(), said.ownRate ?? 0]);
  });
  const gate = hours && !isSlow ? openGates([waitOutQuietHours(hours), reserve]) : reserve;
  return { pace, gate, close: share.leave };
}

/** The narrowest of several limits, of which 0 is none. */
function leastOf(rates: readonly number[]): number {
  const limits = rates.filter((rate) => rate > 0);
  return limits.length > 0 ? Math.min(...limits) : 0;
}

function hoursOf(text: string | undefined): QuietHours | undefined {
  if (text === undefined) return undefined;
  const hours = parseQuietHours(text);
  if (hours) return hours;
  throw new ConsoleError("bad-input", `"${text}" names no hours of the day.`, {
    hint: "Write them as 22:00-07:00.",
  });
}
