import { basename } from "node:path";
import { capabilitiesOf } from "./capabilities.ts";
import { findChatTemplate } from "./chat-template.ts";
import { directoryChecksumOf } from "./checksums.ts";
import { architectureOfConfigs } from "./config-architecture.ts";
import { type Configs, quantizationOfConfigs } from "./config-quantization.ts";
import type { Architecture, DetectedModel, Evidence, ModelFormat } from "./detected-model.ts";
import { warningsOfFiles } from "./file-warnings.ts";
import { architectureOfGguf } from "./gguf-architecture.ts";
import { type GgufVariants, missingPartsOf, readGgufVariants } from "./gguf-variants.ts";
import { isConfig, readModelConfigs } from "./model-configs.ts";
import { listModelFiles, type ModelFile, type ModelFiles } from "./model-files.ts";
import { oneHeavyAtATime } from "./one-heavy-at-a-time.ts";
import { indexedWeights, isIndex, readSafetensorsIndex } from "./safetensors-index.ts";
import { readSafetensorsWeights, type SafetensorsWeights } from "./safetensors-weights.ts";
import { quantizationOfStored } from "./stored-quantization.ts";

const aloneIfHeavy = oneHeavyAtATime();

/** What a folder or a single file is, as far as its own bytes tell. Nothing is written and nothing is run. */
export async function detectModel(path: string): Promise<DetectedModel> {
  const listed = await listModelFiles(path);
  return aloneIfHeavy(textBytesOf(listed.files), () => detectListed(path, listed));
}

/** How much of it would be read whole, at most. */
function textBytesOf(files: readonly ModelFile[]): number {
  return files.reduce((sum, file) => sum + (isConfig(file) || isIndex(file) ? file.bytes : 0), 0);
}

async function detectListed(path: string, { root, files, warnings }: ModelFiles): Promise<DetectedModel> {
  const { configs, external, warnings: unreadable } = await readModelConfigs(root, files);
  const gguf = await readGgufVariants(root, files);
  const format = formatOf(files, gguf);
  const judged = format === "gguf" ? judgeGguf(gguf) : await judgeStored({ path, root, files, configs });
  const template = findChatTemplate({ headers: gguf.headers, configs, external });
  const headers = [...gguf.headers, ...gguf.projectors];
  const { parameters } = judged;
  const [header] = gguf.headers;
  const told = header === undefined ? {} : architectureOfGguf(header);
  const architecture = architectureFrom(told, configs, parameters);
  return {
    root,
    format,
    quantization: judged.quantization,
    evidence: judged.evidence,
    variants: gguf.variants.map((variant) => ({
      ...variant,
      architecture: architectureFrom(variant.architecture, configs, variant.parameters),
    })),
    files,
    sizeBytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    parameters,
    contextLength: architecture.context_length,
    architecture,
    chatTemplate: template,
    capabilities: capabilitiesOf({ headers, configs, template, files }),
    license: licenseOf(gguf),
    warnings: [...warnings, ...unreadable, ...judged.warnings, ...warningsOfFiles(files, configs, template)],
    faults: judged.faults,
    directoryChecksum: directoryChecksumOf(files),
  };
}

type Judged = {
  quantization: string | undefined;
  parameters: number | undefined;
  evidence: Evidence[];
  warnings: string[];
  faults: string[];
};

function formatOf(
  files: readonly ModelFile[],
  { variants, projectors }: GgufVariants,
): ModelFormat | undefined {
  if (variants.length + projectors.length > 0) return "gguf";
  const has = (pattern: RegExp): boolean =>
    files.some(({ kind, path }) => kind !== "partial" && pattern.test(path));
  if (has(/\.safetensors$/i)) return "safetensors";
  if (has(/\.onnx$/i)) return "onnx";
  return has(/\.(?:bin|pt|pth|ckpt)$/i) ? "pytorch" : undefined;
}

/** Where variants differ, the model as a whole has no one quantisation. */
function judgeGguf({ variants, evidence, faults }: GgufVariants): Judged {
  const quantizations = new Set(variants.map(({ quantization }) => quantization));
  const quantization = quantizations.size === 1 ? variants[0]?.quantization : undefined;
  const warnings = variants.flatMap(({ problems }) => problems);
  return { quantization, parameters: variants[0]?.parameters, evidence, warnings, faults };
}

async function judgeStored({
  path,
  root,
  files,
  configs,
}: {
  path: string;
  root: string;
  files: readonly ModelFile[];
  configs: Configs;
}): Promise<Judged> {
  const index = await readSafetensorsIndex(root, files);
  const { chosen, missing } = indexedWeights(
    files.filter(({ path: each, kind }) => kind === "weights" && /\.safetensors$/i.test(each)),
    index,
  );
  const weights = await readSafetensorsWeights(root, chosen);
  const verdict = quantizationOfStored({ configs, weights, name: basename(path) });
  const gaps = gapsOf(chosen);
  if (missing > 0 && gaps.length === 0) gaps.push(`${missing} of ${index?.files.size} parts are missing.`);
  const parameters = gaps.length > 0 ? index?.parameters : parametersOf(weights, configs);
  const warnings = [...verdict.warnings, ...weights.problems, ...gaps];
  return { ...verdict, parameters, warnings, faults: weights.faults };
}

function gapsOf(weights: readonly ModelFile[]): string[] {
  const groups = Map.groupBy(weights, ({ path }) => path.replace(/\d{5}-of-/, ""));
  return [...groups.values()].flatMap((group) => missingPartsOf(group.map(({ path }) => path)) ?? []);
}

/** Packed weights share 32-bit words; how many to a word is in the configuration. */
function parametersOf({ parameters, packed, overhead }: SafetensorsWeights, configs: Configs) {
  if (parameters === undefined || packed === 0) return parameters;
  const quantization = quantizationOfConfigs(configs)?.quantization ?? "";
  const bits = Number(/(?:int|w)(\d)/.exec(quantization)?.[1] ?? 4);
  return parameters - overhead - packed + Math.round((packed * 32) / bits);
}

/** Headers know better than configurations copied beside them. */
function architectureFrom(
  fromHeader: Architecture,
  configs: Configs,
  parameters: number | undefined,
): Architecture {
  const fromConfigs = architectureOfConfigs(configs);
  const merged: Architecture = { ...fromConfigs, ...fromHeader };
  const sources: Record<string, string> = {};
  for (const field of Object.keys(merged)) sources[field] = field in fromHeader ? "gguf" : "config.json";
  if (parameters !== undefined) {
    merged.params_billion = Math.round(parameters / 1e6) / 1e3;
    sources.params_billion = "header";
  }
  if (Object.keys(sources).length === 0) return merged;
  return { ...merged, field_sources: sources, sources: [...new Set(Object.values(sources))] };
}

function licenseOf({ headers }: GgufVariants): string | undefined {
  const license = headers[0]?.metadata.get("general.license");
  return typeof license === "string" ? license : undefined;
}
