import type { Evidence } from "#lib/weights/detected-model.ts";
import { isRecord, type RawEntry } from "../raw-entry.ts";

type Told = { format?: string | undefined; quantization?: string | undefined };

const evidenceMax = 16;

/** What was found of a model and by what, as its entry keeps it; nothing where nothing spoke. */
export function detectionOf({ format, quantization }: Told, evidence: () => readonly Evidence[]): RawEntry {
  const said = evidence();
  if (said.length === 0) return {};
  const told = said.length > evidenceMax ? said.slice(0, evidenceMax) : said;
  return { detection: { format: format ?? null, quantization: quantization ?? null, evidence: told } };
}

/** The same of an entry that is known, where what the evidence speaks for is news; alone it is no reason to change one. */
export function renewedDetection(
  { raw, kept }: { raw: RawEntry; kept: RawEntry },
  told: Told,
  evidence: () => readonly Evidence[],
): RawEntry | undefined {
  const isOther = isNews(told.quantization, raw.quantization) || isNews(told.format, raw.download_format);
  return isOther || isOutdated(kept, told) ? detectionOf(told, evidence) : undefined;
}

const isNews = (found: string | undefined, known: unknown) => found !== undefined && found !== known;

/** Whether the evidence that is kept speaks for something else than what is found now. */
export function isOutdated({ detection }: RawEntry, { format, quantization }: Told): boolean {
  if (!isRecord(detection)) return false;
  return (
    (detection.format ?? null) !== (format ?? null) ||
    (detection.quantization ?? null) !== (quantization ?? null)
  );
}
