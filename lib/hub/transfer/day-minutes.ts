export const minuteOfDay = (date: Date): number => date.getHours() * 60 + date.getMinutes();

/** `02:14`, in the time of this machine. */
export const toClock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const dayMs = 24 * 3_600_000;

/** `02:14`, or `Friday 02:14` where that is no longer a matter of hours. */
export function toSinceWords(since: Date, now: Date): string {
  const day = now.getTime() - since.getTime() < dayMs ? "" : `${weekdays[since.getDay()]} `;
  return `${day}${toClock(minuteOfDay(since))}`;
}
