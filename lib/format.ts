const byteUnits = ["B", "KB", "MB", "GB", "TB", "PB"] as const;

/** Sizes as people say them: `4.6 GB`, `912 MB`, `0 B`. Powers of a thousand, as disks and hubs count. */
export function toByteWords(bytes: number): string {
  let value = Math.max(0, bytes);
  let unit = 0;
  while (value >= 999.5 && unit < byteUnits.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : 1;
  const written = value.toFixed(digits).replace(/\.0$/, "");
  return `${written} ${byteUnits[unit]}`;
}

export function toRateWords(bytesPerSecond: number): string {
  return `${toByteWords(bytesPerSecond)}/s`;
}

/** Whole numbers with thousands apart: `10,000`. A formatter of Intl would cost every start of the program 12 ms. */
export function toNumberWords(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A number and its noun: `1 model`, `412 models`, `2 entries`. */
export function toCountWords(count: number, noun: string, plural = `${noun}s`): string {
  return `${toNumberWords(count)} ${count === 1 ? noun : plural}`;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** How long something took or still takes: `0.2 s`, `48 s`, `1 min 5 s`, `2 h 10 min`, `3 d 4 h`. */
export function toDurationWords(durationMs: number): string {
  const ms = Math.max(0, durationMs);
  if (ms < 10 * second) return `${(ms / second).toFixed(1).replace(/\.0$/, "")} s`;
  if (ms < minute) return `${Math.floor(ms / second)} s`;
  if (ms < hour) return twoParts([Math.floor(ms / minute), "min"], [Math.floor((ms % minute) / second), "s"]);
  if (ms < day) return twoParts([Math.floor(ms / hour), "h"], [Math.floor((ms % hour) / minute), "min"]);
  return twoParts([Math.floor(ms / day), "d"], [Math.floor((ms % day) / hour), "h"]);
}

/** What is still to wait, in one unit, since it is a guess: `40 s`, `1 min`, `3 h`. */
export function toWaitWords(seconds: number): string {
  const ms = Math.max(0, seconds) * second;
  if (ms < minute) return `${Math.ceil(ms / second)} s`;
  if (ms < 90 * minute) return `${Math.round(ms / minute)} min`;
  return ms < 2 * day ? `${Math.round(ms / hour)} h` : `${Math.round(ms / day)} d`;
}

type Part = [value: number, unit: string];

function twoParts(large: Part, small: Part): string {
  return small[0] === 0 ? large.join(" ") : `${large.join(" ")} ${small.join(" ")}`;
}

/** How long ago: `just now`, `2 min ago`, `5 h ago`, `3 d ago`, then the date. A clock slightly ahead reads as now. */
export function toAgoWords(at: Date, now: Date): string {
  const ms = now.getTime() - at.getTime();
  if (ms < 45 * second) return ms < -minute ? toDayWords(at) : "just now";
  if (ms < hour) return `${Math.max(1, Math.round(ms / minute))} min ago`;
  if (ms < day) return `${Math.floor(ms / hour)} h ago`;
  if (ms < 14 * day) return `${Math.floor(ms / day)} d ago`;
  return toDayWords(at);
}

function toDayWords(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** A spreadsheet takes a text that begins so for a formula, and would run it; a quote in front makes it text. */
const startsFormula = /^[=+\-@\t\r]/;

/** A line as RFC 4180 has it: commas, quotes doubled, ended by CR LF. */
export function toCsvLine(cells: readonly (string | number | boolean | undefined)[]): string {
  return `${cells.map(toCsvCell).join(",")}\r\n`;
}

function toCsvCell(value: string | number | boolean | undefined): string {
  if (typeof value !== "string") return String(value ?? "");
  const plain = startsFormula.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** So much of what two texts have in common goes before their difference. */
const leadShare = 4;

/** Two texts in so many letters each; where they differ farther behind, from there. */
export function cutWhereDifferent(one: string, other: string, lettersMax: number): [string, string] {
  if (Math.max(one.length, other.length) <= lettersMax) return [one, other];
  const different = startOfDifference(one, other);
  const start = different < lettersMax ? 0 : different - Math.floor(lettersMax / leadShare);
  const cut = (text: string) =>
    `${start > 0 ? "…" : ""}${text.slice(start, start + lettersMax)}${text.length > start + lettersMax ? "…" : ""}`;
  return [cut(one), cut(other)];
}

function startOfDifference(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let at = 0;
  while (at < most && one[at] === other[at]) at += 1;
  return at;
}
