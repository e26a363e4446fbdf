import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";

const units = { s: 1, m: 60, h: 3600, d: 86_400 } as const;
const isUnit = (word: string): word is keyof typeof units => Object.hasOwn(units, word);

/** `10m`, `2h30m`, `90`, `forever`: for how many seconds a model stays in memory; -1 is for as long as its server runs. */
export function keepAliveSecondsOf(said: string | undefined): number | undefined {
  if (said === undefined) return undefined;
  const words = said.trim().toLowerCase();
  if (words === "forever" || /^-\d+[smhd]?$/.test(words)) return -1;
  if (/^\d{1,9}$/.test(words)) return Number(words);
  const parts = [...words.matchAll(/(\d{1,9})([smhd])/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== words) {
    throw new ConsoleError("bad-input", `${said.slice(0, 40)} is no length of time.`, {
      hint: "Say it as 10m, 2h or forever.",
    });
  }
  return parts.reduce(
    (sum, [, count, unit = ""]) => sum + Number(count) * (isUnit(unit) ? units[unit] : 0),
    0,
  );
}
