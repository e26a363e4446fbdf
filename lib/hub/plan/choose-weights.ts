import { posix } from "node:path";
import { nearest } from "#cli-bridge/derive/nearest.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { toByteWords } from "#lib/format.ts";
import { quantizationNameOf } from "#lib/weights/quantization-names.ts";
import { fitsPattern } from "./fits-pattern.ts";
import type { WeightGroup } from "./weight-groups.ts";

export type WeightsWanted = {
  /** Paths, names, patterns with `*` and `?`, or quantisations such as `Q4_K_M`. */
  weights: readonly string[];
  /** Formats in order of preference. */
  formats: readonly string[];
  /** What the repository as a whole is, where its configuration says so: `awq`, `gptq`. */
  scheme: string | undefined;
};

export type ChosenWeights = {
  chosen: WeightGroup[];
  left: { group: WeightGroup; why: string }[];
  notes: string[];
};

const namedMax = 6;

/** Which of a repository's weights are meant. What fits nothing is refused: it never means "then everything". */
export function chooseWeights(
  repo: string,
  groups: readonly WeightGroup[],
  { weights, formats, scheme }: WeightsWanted,
): ChosenWeights {
  const models = groups.filter(({ kind }) => kind !== "projector");
  if (models.length === 0) throw withoutWeights(repo);
  const wished = weights.map((word) => ({ word, found: groups.filter((group) => isMeant(group, word)) }));
  const astray = wished.find(({ found }) => found.length === 0);
  if (astray) throw nothingFits(repo, astray.word, groups);
  const preferred = preferredOf(models, formats, scheme);
  const notes = notesOf(preferred, formats, models);
  if (weights.length > 0) {
    const chosen = groups.filter((group) => wished.some(({ found }) => found.includes(group)));
    return { ...withProjectors({ groups, chosen, why: "not asked for" }), notes };
  }
  const ofFormat = preferred ? models.filter((group) => isOfFormat(group, preferred, scheme)) : models;
  const hasSafe = ofFormat.some(({ format }) => format === "safetensors" || format === "gguf");
  const chosen = ofFormat.filter(({ format }) => !(hasSafe && (format === "pytorch" || format === "onnx")));
  const why = preferred ? `${preferred} is preferred` : "the same weights come in a format that runs no code";
  return { ...withProjectors({ groups, chosen, why }), notes: [...notes, ...manyOf(chosen)] };
}

/** A model that sees needs its projector; where several are offered, one is enough. */
function withProjectors({
  groups,
  chosen,
  why,
}: {
  groups: readonly WeightGroup[];
  chosen: readonly WeightGroup[];
  why: string;
}): Pick<ChosenWeights, "chosen" | "left"> {
  const projectors = groups.filter(({ kind }) => kind === "projector");
  const isNamed = chosen.some(({ kind }) => kind === "projector");
  const hasGguf = chosen.some(({ kind, format }) => kind === "weights" && format === "gguf");
  const added = isNamed || !hasGguf ? undefined : bestProjectorOf(projectors);
  const all = [...chosen, ...(added ? [added] : [])];
  return {
    chosen: all,
    left: groups
      .filter((group) => !all.includes(group))
      .map((group) => ({ group, why: group.kind === "projector" ? "one projector is enough" : why })),
  };
}

/** Of several projectors the one that servers are used to. */
export function bestProjectorOf<Each extends { quantization?: string | undefined }>(
  projectors: readonly Each[],
): Each | undefined {
  const wished = ["fp16", "bf16", "q8_0", "fp32"].map((quantization) =>
    projectors.find((each) => each.quantization === quantization),
  );
  return wished.find((each) => each !== undefined) ?? projectors[0];
}

const isPattern = (word: string): boolean => /[*?]/.test(word);

function isMeant(group: WeightGroup, word: string): boolean {
  const wanted = word.trim().toLowerCase();
  const names = group.files.flatMap((file) => [file.toLowerCase(), posix.basename(file).toLowerCase()]);
  if (isPattern(wanted)) return names.some((name) => fitsPattern(name, wanted));
  if (names.includes(wanted) || group.name.toLowerCase() === wanted) return true;
  const quantization = quantizationNameOf(wanted);
  return quantization !== undefined && group.kind === "weights" && group.quantization === quantization;
}

const isOfFormat = ({ format }: WeightGroup, wanted: string, scheme: string | undefined): boolean =>
  format === wanted || ((wanted === "awq" || wanted === "gptq") && scheme === wanted && format !== "gguf");

const preferredOf = (
  groups: readonly WeightGroup[],
  formats: readonly string[],
  scheme: string | undefined,
): string | undefined => formats.find((wanted) => groups.some((group) => isOfFormat(group, wanted, scheme)));

function notesOf(
  preferred: string | undefined,
  formats: readonly string[],
  groups: readonly WeightGroup[],
): string[] {
  const [first] = formats;
  if (first === undefined || preferred === first) return [];
  const there = [...new Set(groups.map(({ format }) => format))].join(" and ");
  const missing = formats.slice(0, preferred ? formats.indexOf(preferred) : undefined).join(" or ");
  return [`It does not come as ${missing}; ${preferred ?? there} is taken.`];
}

function manyOf(chosen: readonly WeightGroup[]): string[] {
  const models = chosen.filter(({ kind, format }) => kind === "weights" && format === "gguf");
  const kinds = new Set(models.map(({ quantization }) => quantization));
  if (kinds.size < 2) return [];
  const bytes = models.reduce((sum, group) => sum + group.bytes, 0);
  const one = models.find(({ quantization }) => quantization === "q4_k_m") ?? models[0];
  return [
    `It comes in ${kinds.size} quantisations, ${toByteWords(bytes)} in all. One of them: --weights=${one?.quantization?.toUpperCase() ?? one?.name}`,
  ];
}

const withoutWeights = (repo: string): ConsoleError =>
  new ConsoleError("not-found", `No model weight files were detected in the repository ${repo}.`, {
    hint: "Look for a repository with GGUF or safetensors files, or at another revision of this one.",
  });

function nothingFits(repo: string, word: string, groups: readonly WeightGroup[]): ConsoleError {
  const names = groups.flatMap(({ files }) => files.map((file) => posix.basename(file)));
  const kinds = groups.flatMap(({ quantization = [] }) => quantization).map((each) => each.toUpperCase());
  const near = nearest(word, [...kinds, ...names]);
  const there = [...new Set(kinds.length > 0 ? kinds : names)];
  const more = there.length > namedMax ? `, and ${there.length - namedMax} more` : "";
  const offered = `There are ${there.slice(0, namedMax).join(", ")}${more}.`;
  return new ConsoleError("bad-input", `No weight file of ${repo} fits "${word.slice(0, 200)}".`, {
    hint: near ? `Did you mean ${near}? ${offered}` : offered,
  });
}
