import { toEvidenceWords as toWords } from "#cli-bridge/derive/evidence-words.ts";
import { isTable } from "./fact-list.tsx";
import { toQuantWords } from "./model-words.ts";

/** What of a model's files, or which server, told of its quantisation, for whoever can look at the rest. */
export function toEvidenceWords(raw: unknown): string | undefined {
  const metadata = isTable(raw) && isTable(raw.metadata) ? raw.metadata : {};
  return toWords(metadata.detection, {
    spell: toQuantWords,
    more: (count) => `${count} more under Raw`,
  });
}
