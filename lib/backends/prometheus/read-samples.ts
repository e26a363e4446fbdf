/** One line of a server's counters. */
export type Sample = { name: string; labels: ReadonlyMap<string, string>; value: number };

const linesMax = 50_000;
const line = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)/;
const label = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;

/** Counters in Prometheus' way of writing them; what is no counter is passed over. */
export function readSamples(text: string, linesAtMost: number = linesMax): Sample[] {
  const samples: Sample[] = [];
  for (const said of text.split("\n", linesAtMost)) {
    const [, name, labels = "", number = ""] = line.exec(said) ?? [];
    const value = toNumber(number);
    if (name === undefined || value === undefined) continue;
    const pairs = [...labels.matchAll(label)].map(
      ([, key = "", said = ""]) => [key, unescaped(said)] as const,
    );
    samples.push({ name, labels: new Map(pairs), value });
  }
  return samples;
}

function toNumber(text: string): number | undefined {
  if (/^[+-]?Inf$/.test(text)) return text.startsWith("-") ? -Infinity : Infinity;
  const value = Number(text);
  return text === "" || Number.isNaN(value) ? undefined : value;
}

const unescaped = (text: string) =>
  text.replaceAll(/\\(.)/g, (_, sign: string) => (sign === "n" ? "\n" : sign));
