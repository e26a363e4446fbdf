import type { AnalysedExtra, AnalysedVariant } from "#cli-bridge/protocol/hub-analysis.ts";

export type Choosable = AnalysedVariant | AnalysedExtra;

/** A choice is known by its files: names may come twice in a repository. */
export const keyOf = ({ files, name }: Pick<Choosable, "files" | "name">): string => files[0] ?? name;

/** What people call these weights: by their quantisation, unless others have the same. */
export function titleOf(one: AnalysedVariant, all: readonly AnalysedVariant[]): string {
  const { format, name, quantization } = one;
  const isOnly = all.filter((other) => other.quantization === quantization).length === 1;
  return format === "gguf" && quantization !== undefined && isOnly ? quantization.toUpperCase() : name;
}

const shard = /-\d{5}-of-\d{5}\.\w+$/;

/**
 * The words that mean just these weights: their quantisation where no other has it, else the name of a file. Where
 * everything is chosen there is nothing to say, because everything is what a download takes.
 */
export function weightsWords(chosen: readonly Choosable[], all: readonly Choosable[]): string[] {
  if (chosen.length === all.length && takesAll(all)) return [];
  return chosen.flatMap((one) => wordsOf(one, all));
}

/** A download that is told nothing passes over what may be a program, and takes one projector of several. */
function takesAll(all: readonly Choosable[]): boolean {
  const isRisky = (one: Choosable) => "format" in one && (one.format === "pytorch" || one.format === "onnx");
  const projectors = all.filter((one) => "kind" in one && one.kind === "projector");
  return projectors.length < 2 && !all.some(isRisky);
}

function wordsOf(one: Choosable, all: readonly Choosable[]): string[] {
  const { quantization, files, name } = one;
  const isGguf = "format" in one && one.format === "gguf";
  const sharing = all.filter((other) => other.quantization === quantization);
  if (isGguf && quantization !== undefined && sharing.length === 1) return [quantization.toUpperCase()];
  const [first] = files;
  if (first === undefined) return [name];
  if (files.length === 1) return [shortest(first, all)];
  const isNumbered = files.every((file) => shard.test(file));
  const named = all.filter((other) => other.name.toLowerCase() === name.toLowerCase());
  return isNumbered && named.length === 1 ? [name] : [...files];
}

/** The last part of a path, unless another file has the same. */
function shortest(path: string, all: readonly Choosable[]): string {
  const last = (file: string) => file.slice(file.lastIndexOf("/") + 1);
  const same = all.flatMap(({ files }) => files).filter((file) => last(file) === last(path));
  return same.length === 1 ? last(path) : path;
}
