import type { DetectedModel, ModelVariant } from "./detected-model.ts";

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
};

export type WholeSight = ModelSight & { evidence: () => DetectedModel["evidence"] };

export function sightOf(model: DetectedModel): WholeSight {
  return {
    brief: { ...model, hasChatTemplate: hasTemplate(model) },
    variants: model.variants.length > 1 ? model.variants : [],
    nature: () => model,
    evidence: () => model.evidence,
  };
}

const hasTemplate = ({ chatTemplate }: DetectedModel) => chatTemplate.source !== "none";

/** A model in parts, each of which becomes a line. Several variants stand in the first, one that is alone in the last. */
export function partsOf(model: DetectedModel): object[] {
  const { root, format, quantization, files, sizeBytes, warnings, faults, directoryChecksum, ...more } =
    model;
  const { evidence, variants, ...nature } = more;
  const hasChatTemplate = hasTemplate(model);
  const seen = { root, format, quantization, files, sizeBytes, warnings, faults, directoryChecksum };
  const brief = { ...seen, hasChatTemplate };
  return variants.length > 1
    ? [{ ...brief, variants }, nature, { evidence }]
    : [brief, nature, { evidence, variants }];
}

/** Reads of a model in such lines what everybody asks. */
export function sightIn(lines: string): WholeSight | undefined {
  const [end, last] = [lines.indexOf("\n"), lines.lastIndexOf("\n")];
  try {
    const brief: ModelBrief & { variants?: ModelVariant[] } = JSON.parse(lines.slice(0, end));
    const { root } = brief;
    const nature = () => Object.assign(JSON.parse(lines.slice(end + 1, last)), { root });
    const evidence = () => JSON.parse(lines.slice(last + 1)).evidence;
    return { brief, variants: brief.variants ?? [], nature, evidence };
  } catch {
    return undefined;
  }
}

export function natureIn(lines: string): Omit<ModelNature, "root"> | undefined {
  try {
    return JSON.parse(lines.slice(lines.indexOf("\n") + 1, lines.lastIndexOf("\n")));
  } catch {
    return undefined;
  }
}

/** All that such lines say of a model, in which no break stands but between two of them. */
export function wholeIn(lines: string): DetectedModel | undefined {
  try {
    const { hasChatTemplate: _, ...model } = JSON.parse(lines.replaceAll("}\n{", ","));
    return model;
  } catch {
    return undefined;
  }
}
