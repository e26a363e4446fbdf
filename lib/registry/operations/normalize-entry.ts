import { dirname } from "node:path";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { detectModel } from "#lib/weights/detect-model.ts";
import type { LookedAhead } from "#lib/weights/look-ahead.ts";
import { type ModelBrief, type ModelSight, sightOf } from "#lib/weights/model-sight.ts";
import type { DetectModel } from "#lib/weights/remembered-models.ts";
import type { Entry } from "../entry.ts";
import type { RawEntry } from "../raw-entry.ts";
import { detectionOf, isOutdated } from "./detection.ts";
import { capabilitiesPatch, judgedCapabilities } from "./normalize-capabilities.ts";
import { differing } from "./rebuild-parts.ts";

export type Normalizing = {
  rebuild: boolean;
  /** Whether a word that a person wrote gives way to what the files are. */
  correctCurated: boolean;
  detect?: DetectModel;
  looked?: LookedAhead | undefined;
};

export type Normalized = { patch: RawEntry; warnings: string[]; spared: NonNullable<Plan["spared"]> };

/** What the files of an entry say that the entry does not. `curated` is what a person wrote of it. */
export async function normalizeEntry(
  entry: Entry & { path: string },
  curated: RawEntry | undefined,
  { rebuild, correctCurated, looked, detect = detectModel }: Normalizing,
): Promise<Normalized> {
  const sight = looked?.takeSight(entry.path) ?? sightOf(await detect(entry.path));
  const { brief } = sight;
  const warnings = rebuild ? brief.warnings.map((warning) => `${entry.name}: ${warning}`) : [];
  const isFree = (key: string) => correctCurated || (curated?.[key] ?? null) === null;
  const found = quantizationFor(entry, sight);
  if ("warning" in found) warnings.push(found.warning);
  const quantization = "quantization" in found ? found.quantization : entry.quantization;
  const isOther = (quantization ?? null) !== (entry.raw.quantization || null);
  const { name } = entry;
  const [wrote, are] = [entry.quantization ?? "nothing", quantization ?? "nothing"];
  const spared: Normalized["spared"] =
    isOther && !isFree("quantization") ? [{ name, why: "written", wrote, are }] : [];
  const fields: RawEntry = { download_format: brief.format ?? entry.format ?? null };
  if (isOther && isFree("quantization")) fields.quantization = quantization ?? null;
  if (rebuild) {
    Object.assign(fields, fileFieldsOf(brief, entry.path));
    const judged = judgedCapabilities(entry, sight.nature());
    if (isFree("capabilities")) Object.assign(fields, capabilitiesPatch(entry.raw, judged));
  }
  const patch = differing(entry.raw, fields);
  // Evidence by itself is no correction: an entry that is right already is left as it is.
  if (Object.keys(patch).length === 0 && !isOutdated(entry.metadata, brief))
    return { patch, warnings, spared };
  const metadata = { ...entry.metadata, ...detectionOf(brief, sight.evidence) };
  return { patch: { ...patch, ...differing(entry.raw, { metadata }) }, warnings, spared };
}

type Found = { quantization: string } | { warning: string } | Record<never, never>;

/** What an entry's quantisation should be called, where the files can tell. */
function quantizationFor(
  { name, quantization: said }: Entry,
  { brief, variants, evidence }: ModelSight,
): Found {
  const detected = brief.quantization;
  if (detected === undefined) {
    const several = new Set(variants.flatMap(({ quantization }) => quantization ?? []));
    if (several.size < 2 || (said !== undefined && several.has(said))) return {};
    return { warning: `${name}: its folder holds several quantisations (${[...several].join(", ")}).` };
  }
  if (said === undefined) return { quantization: detected };
  if (said === detected || saysMore(said, detected)) return {};
  // A name is a claim: it fills a blank and corrects nobody.
  return evidence().every(({ from }) => from === "name") ? {} : { quantization: detected };
}

/** `awq-w4g128` where the files say `awq`, `q4_k_m` where the tensors say `q4_k`. */
const saysMore = (said: string, detected: string) =>
  said.startsWith(`${detected}-`) || (detected.endsWith("_k") && said.startsWith(`${detected}_`));

/** Of a file by itself there is no checksum of a folder. */
function fileFieldsOf(model: ModelBrief, path: string): RawEntry {
  const isFolder = model.root !== dirname(path);
  return {
    download_files: model.files.map((file) => file.path),
    download_size_bytes: model.sizeBytes,
    download_directory_checksum: isFolder ? model.directoryChecksum : null,
  };
}
