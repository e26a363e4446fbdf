import type { SystemAnswer } from "#cli-bridge/protocol/system-answer.ts";
import { toByteWords, toNumberWords } from "#lib/format.ts";
import type { BarPart } from "./split-bar.tsx";

type Gpu = SystemAnswer["gpus"][number];

export type NamedPart = BarPart & { says: string };

const tones = ["first", "second", "third"] as const;

/** The memory of a GPU by who holds it, the rest of what is in use as "other". */
export function gpuPartsShown({ usedBytes = 0, parts }: Gpu): NamedPart[] {
  const named = parts.map(({ backend, name, models, bytes, isEstimate }, at): NamedPart => {
    const who = models.length > 0 ? models.join(", ") : name;
    const about = isEstimate ? "about " : "";
    return {
      key: `${backend} ${models.join(" ")} ${at}`,
      bytes,
      tone: tones[at % tones.length] ?? "first",
      says: `${who} ${about}${toByteWords(bytes)}`,
    };
  });
  const other = usedBytes - parts.reduce((sum, { bytes }) => sum + bytes, 0);
  // The driver itself takes a little of an idle card, which is nobody's.
  if (other < 1e6) return named;
  return [...named, { key: "other", bytes: other, tone: "other", says: `other ${toByteWords(other)}` }];
}

/** Two cards of the same make have the same name, so they are told apart by their number. */
export const gpuNamesOf = (gpus: readonly Pick<Gpu, "name">[]): string[] =>
  gpus.map(({ name }, at) => (gpus.length === 1 ? name : `${at + 1} ${name}`));

/** How hot, how busy and how fast: only what the driver tells. */
export function gpuFigures({ use, celsius, watts, wattsMax, clockMhz, memoryClockMhz }: Gpu): string[] {
  return [
    ...(use === undefined ? [] : [`${Math.round(use * 100)} % busy`]),
    ...(celsius === undefined ? [] : [`${Math.round(celsius)} °C`]),
    ...(watts === undefined
      ? []
      : [wattsMax ? `${Math.round(watts)} of ${Math.round(wattsMax)} W` : `${Math.round(watts)} W`]),
    ...(clockMhz === undefined ? [] : [`${toNumberWords(Math.round(clockMhz))} MHz`]),
    ...(memoryClockMhz === undefined ? [] : [`memory ${toNumberWords(Math.round(memoryClockMhz))} MHz`]),
  ];
}
