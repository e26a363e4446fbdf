import type { Progress } from "#cli-bridge/protocol/progress.ts";
import { toByteWords, toDurationWords, toNumberWords, toRateWords } from "#lib/format.ts";

export const shareOf = ({ done, total, unit }: Progress): number | undefined =>
  unit === "percent" ? done / 100 : total ? Math.min(1, done / total) : undefined;

/** `Hashing · 3 of 12 files · 84 MB/s · 1 min left`: only what is known. */
export function progressWords(progress: Progress): string {
  const { phase, unit, done, total, item, bytesPerSecond, secondsLeft } = progress;
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
    bytesPerSecond !== undefined && toRateWords(bytesPerSecond),
    secondsLeft !== undefined && `${toDurationWords(secondsLeft * 1000)} left`,
    item,
  ]
    .filter(Boolean)
    .join(" · ");
}
