import type { DetectedModel, ModelVariant } from "./detected-model.ts";

/** What is asked of every model that is looked for. */
export type ModelBrief = Pick<
  DetectedModel,
  "root" | "format" | "quantization" | "files" | "sizeBytes" | "warnings" | "directoryChecksum"
>;

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

export function sightOf(model: DetectedModel): ModelSight {
  return { brief: model, variants: model.variants.length > 1 ? model.variants : [], nature: () => model };
}

/** A model in parts, each of which becomes a line. */
export function partsOf(model: DetectedModel): object[] {
  const { root, format, quantization, files, sizeBytes, warnings, directoryChecksum, ...more } = model;
  const { evidence, variants, ...nature } = more;
  const brief = { root, format, quantization, files, sizeBytes, warnings, directoryChecksum };
  return [
    { isSeveral: variants.length > 1, ...brief },
    { root, ...nature },
    { evidence, variants },
  ];
}

/** Reads of a model in such lines what everybody asks. */
export function sightIn(text: string): ModelSight | undefined {
  const [end, last] = [text.indexOf("\n"), text.lastIndexOf("\n")];
  try {
    const brief: ModelBrief & { isSeveral: boolean } = JSON.parse(text.slice(0, end));
    const variants: ModelVariant[] = brief.isSeveral ? JSON.parse(text.slice(last + 1)).variants : [];
    return { brief, variants, nature: () => JSON.parse(text.slice(end + 1, last)) };
  } catch {
    return undefined;
  }
}

/** All that such lines say of a model; nothing where one of them is none. */
export function wholeIn(text: string | undefined): DetectedModel | undefined {
  if (text === undefined) return undefined;
  try {
    const { isSeveral: _, ...model } = Object.assign({}, ...text.split("\n").map((part) => JSON.parse(part)));
    return model;
  } catch {
    return undefined;
  }
}
