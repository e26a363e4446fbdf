import { dirname, join } from "node:path";
import { directoryChecksumOf } from "#lib/weights/checksums.ts";
import type { Evidence, ModelVariant } from "#lib/weights/detected-model.ts";
import type { ModelBrief, ModelNature, ModelSight } from "#lib/weights/model-sight.ts";
import type { ScanCandidate } from "#lib/weights/scan-findings.ts";

/** One thing that a scan found and the registry can have an entry for. */
export type FoundModel = {
  path: string;
  /** Where the model really lies. */
  root: string;
  owner: string | undefined;
  /** What `repoOf` makes of its name. */
  repo: string;
  format: string | undefined;
  quantization: string | undefined;
  files: string[];
  bytes: number;
  /** Of a folder only: of a file by itself the original makes another one, and would call the file changed. */
  checksum: string | undefined;
  hasChatTemplate: boolean;
  /** Read when it is asked for. */
  nature(): ModelNature;
  /** What its quantisation was told by, in files that are named as its own are. */
  evidence(): readonly Evidence[];
  warnings: readonly string[];
  /** Where its headers contradict its own bytes: a backend must never be handed it. */
  faults: readonly string[];
};

/** One entry for a folder, or one for each quantisation when a folder holds several. */
export function toFoundModels(
  candidate: ScanCandidate,
  { brief, variants, nature, evidence }: ModelSight,
): FoundModel[] {
  const { path, owner } = candidate;
  const repo = repoOf(candidate.repo);
  const { root, format, hasChatTemplate } = brief;
  if (variants.length > 1) {
    return variants.map((variant) => ({
      ...{ root, owner, repo, format, hasChatTemplate },
      ...ofVariant(path, { ...nature(), files: brief.files, evidence: evidence() }, variant),
    }));
  }
  const files = candidate.loose ? looseFiles(candidate, brief) : brief.files.map(({ path: file }) => file);
  return [
    {
      root,
      path,
      owner,
      repo,
      format,
      files,
      hasChatTemplate,
      nature,
      evidence,
      quantization: brief.quantization,
      bytes: candidate.loose ? Math.max(candidate.weightBytes, brief.sizeBytes) : brief.sizeBytes,
      checksum: candidate.loose ? undefined : brief.directoryChecksum,
      warnings: brief.warnings,
      faults: brief.faults,
    },
  ];
}

/** The repository's name without its branch. */
export const repoOf = (name: string): string => name.replace(/@.*$/s, "").replace(/\.gguf$/i, "") || name;

/** A loose model of several parts is named by its first. */
const looseFiles = ({ weightFiles }: ScanCandidate, { files }: ModelBrief) =>
  weightFiles.length > 0 ? weightFiles : files.map(({ path }) => path);

/** A variant lives in its own folder when it shares that with no other; else its first file stands for it. */
function ofVariant(
  root: string,
  model: ModelNature & Pick<ModelBrief, "files"> & { evidence: readonly Evidence[] },
  variant: ModelVariant,
) {
  const folder = dirname(variant.files[0] ?? "");
  const others = model.files.filter(({ path }) => !variant.files.includes(path));
  const isAlone =
    folder !== "." &&
    variant.files.every((file) => file.startsWith(`${folder}/`)) &&
    others.every(({ path }) => !path.startsWith(`${folder}/`));
  const own = model.files.filter(({ path }) => variant.files.includes(path));
  const first = variant.files[0] ?? "";
  const base = isAlone ? folder : dirname(first);
  const relative = (file: string) => (base === "." ? file : file.slice(base.length + 1));
  const sized = own.map(({ path, bytes }) => ({ path: relative(path), bytes }));
  const { architecture, parameters } = variant;
  return {
    nature: () => ({ ...model, architecture, parameters, contextLength: architecture.context_length }),
    evidence: () =>
      model.evidence
        .filter(({ file }) => variant.files.includes(file))
        .map((each) => ({ ...each, file: relative(each.file) })),
    path: join(root, isAlone ? folder : first),
    quantization: variant.quantization,
    files: sized.map(({ path }) => path),
    bytes: variant.bytes,
    checksum: isAlone ? directoryChecksumOf(sized) : undefined,
    warnings: variant.problems,
    faults: variant.faults,
  };
}
