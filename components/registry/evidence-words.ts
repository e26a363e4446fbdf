import { isTable } from "./fact-list.tsx";
import { toQuantWords } from "./model-words.ts";

const shown = 4;
/** Ollama names its files by their hashes, of which the first letters tell them apart. */
const blobName = /^(sha256-[0-9a-f]{12})[0-9a-f]{52}$/;

const places = new Map([
  ["header", (file: string) => `in the header of ${file}`],
  ["name", (file: string) => `in the name ${file}`],
  ["server", (file: string) => `as the server ${file} says`],
]);

/** What of a model's files, or which server, told of its quantisation; nothing where the registry keeps no evidence. */
export function toEvidenceWords(raw: unknown): string | undefined {
  const metadata = isTable(raw) && isTable(raw.metadata) ? raw.metadata : {};
  const evidence = isTable(metadata.detection) ? metadata.detection.evidence : undefined;
  if (!Array.isArray(evidence)) return undefined;
  const words = evidence.flatMap(witnessWords);
  const more = words.length - shown;
  return [...words.slice(0, shown), ...(more > 0 ? [`${more} more under Raw`] : [])].join("; ") || undefined;
}

function witnessWords(said: unknown): string[] {
  if (!isTable(said) || typeof said.claim !== "string" || typeof said.file !== "string") return [];
  const file = said.file.replace(blobName, "$1…");
  const place = places.get(String(said.from))?.(file) ?? `in ${file}`;
  return [`${toQuantWords(said.claim)} ${place}`];
}
