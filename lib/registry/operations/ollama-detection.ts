import { evidenceOf, type StoredModel } from "#lib/stores/ollama/stored-model.ts";
import { isRecord, type RawEntry } from "../raw-entry.ts";
import { detectionOf, renewedDetection } from "./detection.ts";

type Told = { format: string | undefined; quantization: string | undefined };

/** In which format a model lies here; what runs elsewhere lies in none. */
export const formatOf = ({ remote, format }: StoredModel, known: unknown): string | undefined =>
  remote ? undefined : (format ?? (typeof known === "string" ? known : "gguf"));

/** Of a new entry. Where nobody tells a quantisation, it is read off the name. */
export function detectionOfAdded({ id, evidence = [] }: StoredModel, told: Told): RawEntry {
  return detectionOf(told, () =>
    evidence.length > 0 ? evidence : evidenceOf(told.quantization, "name", id),
  );
}

/** Of an entry that is known: of what is pulled anew in any case, and nothing where nobody tells a quantisation now. */
export function detectionLearnt(
  known: { raw: RawEntry; kept: RawEntry },
  { digest, evidence = [] }: StoredModel,
  told: Told,
): RawEntry | undefined {
  if (told.quantization === undefined) return undefined;
  const isPulledAnew = digest !== undefined && digest !== known.kept.ollama_digest;
  const witnesses = () => evidence;
  return isPulledAnew ? detectionOf(told, witnesses) : renewedDetection(known, told, witnesses);
}

/** Whether the header of the same weights spoke before, and nobody could look at it now. */
export function isKnownBetter(kept: RawEntry, { digest, evidence = [] }: StoredModel): boolean {
  const { ollama_digest, detection } = kept;
  const known = isRecord(detection) && Array.isArray(detection.evidence) ? detection.evidence : [];
  const isOfHeader = (each: unknown) => isRecord(each) && each.from === "header";
  const isSameModel = digest !== undefined && digest === ollama_digest;
  return isSameModel && known.some(isOfHeader) && !evidence.some(isOfHeader);
}
