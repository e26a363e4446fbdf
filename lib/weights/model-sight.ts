import type { DetectedModel, ModelVariant } from "./detected-model.ts";
import { isWeightName } from "./file-kind.ts";

/** What is asked of every model that is looked for. */
export type ModelBrief = Pick<
  DetectedModel,
  "root" | "format" | "quantization" | "files" | "sizeBytes" | "warnings" | "faults" | "directoryChecksum"
> & { hasChatTemplate: boolean };

/** What is asked of a model that is new, or is compared with its entry. */
export type ModelNature = Pick<
  DetectedModel,
  "root" | "parameters" | "contextLength" | "architecture" | "chatTemplate" | "capabilities" | "license"
>;

/** A model of which no more is read than is asked. */
export type ModelSight = {
  brief: ModelBrief;
  /** Where there are several; one that is alone is the model. */
  variants: readonly ModelVariant[];
  nature: () => ModelNature;
  evidence: () => DetectedModel["evidence"];
};

export function sightOf(model: DetectedModel): ModelSight {
  return {
    brief: { ...model, hasChatTemplate: hasTemplate(model) },
    variants: model.variants.length > 1 ? model.variants : [],
    nature: () => model,
    evidence: () => model.evidence,
  };
}

const hasTemplate = ({ chatTemplate }: DetectedModel) => chatTemplate.source !== "none";

/**
 * The model at a path in parts, each of which becomes a line. Several variants stand in the first, one that is alone in
 * the last. Where it really lies is told only of one that lies elsewhere.
 */
export function partsOf(model: DetectedModel, path: string): object[] {
  const { root, format, quantization, files, sizeBytes, warnings, faults, directoryChecksum, ...more } =
    model;
  const { evidence, variants, ...nature } = more;
  const hasChatTemplate = hasTemplate(model);
  const seen = {
    ...(root !== path && { root }),
    format,
    quantization,
    files,
    sizeBytes,
    warnings,
    faults,
    directoryChecksum,
  };
  const brief = { ...seen, hasChatTemplate };
  return variants.length > 1
    ? [{ ...brief, variants }, nature, { evidence }, {}]
    : [brief, nature, { evidence }, { variants }];
}

/** Reads of the model at a path in such lines what everybody asks. The last of them is asked by nobody. */
export function sightIn(lines: string, path: string): ModelSight | undefined {
  const [first, last] = [lines.indexOf("\n"), lines.lastIndexOf("\n")];
  const second = lines.indexOf("\n", first + 1);
  try {
    const brief: ModelBrief & { variants?: ModelVariant[] } = JSON.parse(lines.slice(0, first));
    brief.root ??= path;
    const { root } = brief;
    const nature = () => Object.assign(JSON.parse(lines.slice(first + 1, second)), { root });
    const evidence = () => JSON.parse(lines.slice(second + 1, last)).evidence;
    return { brief, variants: brief.variants ?? [], nature, evidence };
  } catch {
    return undefined;
  }
}

export function natureIn(lines: string): Omit<ModelNature, "root"> | undefined {
  try {
    const first = lines.indexOf("\n");
    return JSON.parse(lines.slice(first + 1, lines.indexOf("\n", first + 1)));
  } catch {
    return undefined;
  }
}

/** All that such lines say of a model, in which no break stands but between two of them. */
export function wholeIn(lines: string, path: string): DetectedModel | undefined {
  try {
    const { hasChatTemplate: _, ...model } = Object.assign({ root: path }, ...lines.split("\n").map(parsed));
    return model;
  } catch {
    return undefined;
  }
}

const parsed = (line: string) => JSON.parse(line);

/**
 * Whether a model is all that its folder holds: of it everything is told by its path and its lines, and there is nothing to
 * warn of.
 */
export function isWholeModel(model: DetectedModel, path: string): boolean {
  const { root, files, variants, warnings, faults } = model;
  const isQuiet = warnings.length === 0 && faults.length === 0;
  return root === path && variants.length <= 1 && isQuiet && files.some((file) => isWeightName(file.path));
}
