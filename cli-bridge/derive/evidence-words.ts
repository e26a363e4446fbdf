const shown = 4;
/** Ollama names its files by their hashes, of which the first letters tell them apart. */
const blobName = /^(sha256-[0-9a-f]{12})[0-9a-f]{52}$/;

const places = new Map([
  ["header", (file: string) => `in the header of ${file}`],
  ["name", (file: string) => `in the name ${file}`],
  ["server", (file: string) => `as the server ${file} says`],
]);

type Telling = {
  /** How a quantisation is spelled. */
  spell?: (claim: string) => string;
  /** Said of those that are not shown. */
  more?: (count: number) => string;
};

/** What of a model's files, or which server, told of its quantisation; nothing where no evidence is kept. */
export function toEvidenceWords(
  detection: unknown,
  { spell = (claim) => claim, more = (count) => `${count} more` }: Telling = {},
): string | undefined {
  const evidence = isTable(detection) ? detection.evidence : undefined;
  if (!Array.isArray(evidence)) return undefined;
  const words = evidence.flatMap((said) => witnessWords(said, spell));
  const left = words.length - shown;
  return [...words.slice(0, shown), ...(left > 0 ? [more(left)] : [])].join("; ") || undefined;
}

function witnessWords(said: unknown, spell: (claim: string) => string): string[] {
  if (!isTable(said) || typeof said.claim !== "string" || typeof said.file !== "string") return [];
  const file = said.file.replace(blobName, "$1…");
  const place = places.get(String(said.from))?.(file) ?? `in ${file}`;
  return [`${spell(said.claim)} ${place}`];
}

export const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
