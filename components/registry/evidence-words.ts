import { isTable } from "./fact-list.tsx";
import { toQuantWords } from "./model-words.ts";

const shown = 4;

/** What of a model's files told of its quantisation; nothing where the registry keeps no evidence. */
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
  const place = { header: `the header of ${said.file}`, name: `the name ${said.file}` }[String(said.from)];
  return [`${toQuantWords(said.claim)} in ${place ?? said.file}`];
}
