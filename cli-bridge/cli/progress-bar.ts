import type { Progress } from "#cli-bridge/protocol/progress.ts";
import { toByteWords, toRateWords, toWaitWords } from "#lib/format.ts";
import { cutTo, toVisible } from "./visible-text.ts";

export type ProgressBar = { show: (progress: Progress) => void; clear: () => void };

type Terminal = { write: (text: string) => unknown; isTTY?: boolean; columns?: number };

const cells = 24;
const everyMs = 100;

/** One line that is drawn anew in place; off a terminal, nothing. */
export function makeProgressBar(terminal: Terminal, isWanted: boolean): ProgressBar {
  if (!isWanted || terminal.isTTY !== true) return { show: () => {}, clear: () => {} };
  let drawnAt = 0;
  let isDrawn = false;
  return {
    show: (progress) => {
      const now = Date.now();
      if (now - drawnAt < everyMs) return;
      drawnAt = now;
      isDrawn = true;
      terminal.write(`\r\u001b[K${cutTo(toVisible(progressText(progress)), (terminal.columns ?? 80) - 1)}`);
    },
    clear: () => {
      if (isDrawn) terminal.write("\r\u001b[K");
      isDrawn = false;
    },
  };
}

export function progressText(progress: Progress): string {
  const { phase, unit, done, total, item } = progress;
  const amount = (value: number) => (unit === "bytes" ? toByteWords(value) : String(value));
  const tail = `${paceText(progress)}${item ? `  ${item}` : ""}`;
  if (unit === "percent") return `${phase} ${barOf(done / 100)} ${done.toFixed(0)} %${tail}`;
  if (total === undefined || total === 0)
    return `${phase} ${amount(done)}${unit === "bytes" ? "" : ` ${unit}`}${tail}`;
  return `${phase} ${barOf(done / total)} ${amount(done)} of ${amount(total)}${unit === "bytes" ? "" : ` ${unit}`}${tail}`;
}

/** How fast it goes, or why it does not. */
function paceText({ unit, waitsFor, stalledSeconds, bytesPerSecond, secondsLeft }: Progress): string {
  if (waitsFor !== undefined) return `  waits for ${waitsFor}`;
  if (unit !== "bytes") return "";
  if (stalledSeconds !== undefined) return `  stalled ${stalledSeconds.toFixed(0)} s`;
  if (!bytesPerSecond) return "";
  const left = secondsLeft === undefined ? "" : `, ${toWaitWords(secondsLeft)} left`;
  return `  ${toRateWords(bytesPerSecond)}${left}`;
}

function barOf(share: number): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * cells);
  return `[${"#".repeat(full)}${".".repeat(cells - full)}]`;
}
