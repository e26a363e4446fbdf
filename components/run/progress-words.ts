import type { Progress } from "#cli-bridge/protocol/progress.ts";
import { toByteWords, toDurationWords, toNumberWords, toRateWords, toWaitWords } from "#lib/format.ts";

export const shareOf = ({ done, total, unit }: Progress): number | undefined =>
  unit === "percent" ? done / 100 : total ? Math.min(1, done / total) : undefined;

/** What waits before anything has begun has nothing to count. */
export const hasAmount = ({ done, total, waitsFor }: Progress): boolean =>
  done > 0 || total !== undefined || waitsFor === undefined;

type Pace = Pick<Progress, "bytesPerSecond" | "stalledSeconds" | "waitsFor">;

/** `84 MB/s`, or `stalled 42 s` where nothing comes, or why nothing is meant to. */
export function paceWords({ bytesPerSecond, stalledSeconds, waitsFor }: Pace): string | undefined {
  if (waitsFor !== undefined) return `waits for ${waitsFor}`;
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
    hasAmount(progress) && far,
    paceWords(progress),
    secondsLeft !== undefined &&
      stalledSeconds === undefined &&
      waitsFor === undefined &&
      `${toWaitWords(secondsLeft)} left`,
    item,
  ]
    .filter(Boolean)
    .join(" · ");
}
