import type { Progress } from "#cli-bridge/protocol/progress.ts";
import { toByteWords, toDurationWords, toNumberWords, toRateWords, toWaitWords } from "#lib/format.ts";

export const shareOf = ({ done, total, unit }: Progress): number | undefined =>
  unit === "percent" ? done / 100 : total ? Math.min(1, done / total) : undefined;

type Pace = Pick<Progress, "bytesPerSecond" | "stalledSeconds">;

/** `84 MB/s`, or `stalled 42 s` where nothing comes. */
export function paceWords({ bytesPerSecond, stalledSeconds }: Pace): string | undefined {
  if (stalledSeconds !== undefined) return `stalled ${toDurationWords(stalledSeconds * 1000)}`;
  return bytesPerSecond === undefined ? undefined : toRateWords(bytesPerSecond);
}

/** `Hashing · 3 of 12 files · 84 MB/s · 1 min left`: only what is known. */
export function progressWords(progress: Progress): string {
  const { phase, unit, done, total, item, secondsLeft, stalledSeconds, waitsFor } = progress;
  const amount = (value: number) => (unit === "bytes" ? toByteWords(value) : toNumberWords(value));
  const noun = unit === "files" || unit === "entries" ? ` ${unit}` : "";
  const far =
    unit === "percent"
      ? `${Math.round(done)} %`
      : total === undefined
        ? `${amount(done)}${noun}`
        : `${amount(done)} of ${amount(total)}${noun}`;
  return [
    phase.charAt(0).toUpperCase() + phase.slice(1),
    far,
    waitsFor !== undefined ? `waits: ${waitsFor}` : paceWords(progress),
    secondsLeft !== undefined &&
      stalledSeconds === undefined &&
      waitsFor === undefined &&
      `${toWaitWords(secondsLeft)} left`,
    item,
  ]
    .filter(Boolean)
    .join(" · ");
}
