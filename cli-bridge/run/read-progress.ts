import type { Progress } from "#cli-bridge/protocol/progress.ts";

const units: Record<string, number> = { "": 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3, T: 1024 ** 4 };
const aria2Part = /\[?#\w+ ([\d.]+)([KMGT]?)i?B\/([\d.]+)([KMGT]?)i?B\((\d+)%\)/g;
const speed = /DL:([\d.]+)([KMGT]?)i?B/;
const timeLeft = /ETA:(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?/;
const percent = /^(.{0,80}?)(?<![\d.])(\d{1,3}(?:\.\d+)?)\s?%/;
const lengthMax = 1_000;

/** How far a foreign program says it is, where a line follows a pattern we know: aria2c, tqdm, or a plain percentage. */
export function progressOf(line: string): Progress | undefined {
  if (!line.includes("%")) return undefined;
  const text = line.slice(0, lengthMax);
  return aria2ProgressOf(text) ?? percentOf(text);
}

function aria2ProgressOf(text: string): Progress | undefined {
  let done = 0;
  let total = 0;
  for (const [, doneFigure, doneUnit, totalFigure, totalUnit] of text.matchAll(aria2Part)) {
    done += bytesOf(doneFigure, doneUnit);
    total += bytesOf(totalFigure, totalUnit);
  }
  if (total === 0) return undefined;
  const rate = text.match(speed);
  const left = text.match(timeLeft);
  return {
    phase: "downloading",
    unit: "bytes",
    done,
    total,
    ...(rate && { bytesPerSecond: bytesOf(rate[1], rate[2]) }),
    ...(left && left[0] !== "ETA:" && { secondsLeft: secondsOf(left) }),
  };
}

function percentOf(text: string): Progress | undefined {
  const found = text.match(percent);
  const done = Number(found?.[2]);
  if (!found || !(done <= 100)) return undefined;
  const words = (found[1] ?? "").replace(/[^\p{L}\p{N} ._/-]/gu, "").trim();
  return { phase: words || "working", unit: "percent", done, total: 100 };
}

function bytesOf(figure = "0", unit = ""): number {
  return Math.round(Number(figure) * (units[unit] ?? 1));
}

function secondsOf([, hours = "0", minutes = "0", seconds = "0"]: RegExpMatchArray): number {
  return Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
}
