/** Words of a repository's name that say how it is stored, not what it is. */
const storageWords =
  /\b(?:gguf|safetensors|i?q\d(?:[_-](?:k(?:[_-](?:[sml]|xl))?|[01]|xxs|xs|nl|[sm]))+|tq[12][_-]0|awq|gptq|int4|int8|f(?:16|32)(?=[-_ ]gguf|$)|fp16|fp32|bf16|fp8|nf4|nvfp4|mxfp4|mxfp8)\b/g;

export type Naming = { family: string; backend: string; quantization: string | undefined };

/** The family of a repository: the last part of its name, in lower case. */
export function familyOf(repo: string): string {
  const family = repo
    .toLowerCase()
    .replace(/[@_\s]|\p{Cc}/gu, "-")
    .replace(/-+/g, "-")
    .replace(/^-|-$/g, "");
  return family || "model";
}

/** The family as the registry stores it beside the name. */
export const storedFamilyOf = (family: string): string => family.replace(/[^a-z0-9.-]+/g, "-") || "model";

/**
 * The display name that the original tool gives a model, so that both find the same entry. A word taken out of the
 * middle leaves no hole here, and Q4_K_M keeps its underscores.
 */
export function displayNameOf({ family, backend, quantization }: Naming): string {
  const cleaned = family
    .replace(storageWords, " ")
    .replace(/[@_/]/g, "-")
    .replace(/[- ]*-[- ]*/g, "-")
    .replace(/ +/g, " ")
    .replace(/^[-\s]+|[-\s]+$/g, "");
  const base = splitSize(cleaned || "model", backend);
  const known = quantization && quantization !== "unknown" ? quantization : undefined;
  return known ? `${base} (${known.replaceAll("-", " ").toUpperCase()})` : base;
}

/** Of Ollama's models the size stands apart. */
const splitSize = (name: string, backend: string) =>
  backend === "ollama" ? name.replace(/-(\d+(?:\.\d+)?b)$/, " $1") : name;

export const nameOfDisplay = (display: string): string => display.replace(/\s+/g, "_");

/** What a model is called besides, where its name has a suffix. */
export const withSuffix = (display: string, suffix: string | undefined): string =>
  suffix === undefined ? display : `${display} [${suffix.toUpperCase()}]`;

/** A free name: the simple one, or with the first thing that tells it from the one that has it. */
export function freeName(
  simple: string,
  isTaken: (name: string) => boolean,
  suffixes: readonly (string | undefined)[],
): { name: string; suffix: string | undefined } {
  if (!isTaken(simple)) return { name: simple, suffix: undefined };
  for (const suffix of suffixes) {
    const word = suffix?.toLowerCase().replace(/[^a-z0-9.-]+/g, "-");
    if (word && !isTaken(`${simple}__${word}`)) return { name: `${simple}__${word}`, suffix: word };
  }
  let number = 2;
  while (isTaken(`${simple}__${number}`)) number += 1;
  return { name: `${simple}__${number}`, suffix: String(number) };
}
