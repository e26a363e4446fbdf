import { ggufFileTypes } from "./ggml-types.ts";
import type { GgufHeader } from "./gguf-header.ts";
import { quantizationNameOf } from "./quantization-names.ts";

export type GgufQuantization = { quantization: string; from: "file type" | "tensor types" };

/** What the quantiser falls back to where rows do not fill a block of 256. */
const fallbacks: readonly string[] = ["Q4_0", "Q5_0", "Q5_1", "Q8_0", "IQ4_NL"];

/** The quantisation from the header: the declared file type where the tensors bear it out, else the tensors. */
export function quantizationOfGguf({ metadata, tensors }: GgufHeader): GgufQuantization | undefined {
  const majority = majorityOf(tensors.byType);
  const declared = metadata.get("general.file_type");
  // Bit 10 marks a type that llama.cpp guessed.
  const name = typeof declared === "number" ? ggufFileTypes.get(declared & ~1024) : undefined;
  if (name !== undefined && (majority === undefined || isBorneOut(name, new Set(tensors.byType.keys())))) {
    return { quantization: quantizationNameOf(name) ?? name.toLowerCase(), from: "file type" };
  }
  if (majority === undefined) return undefined;
  return { quantization: quantizationNameOf(majority) ?? majority.toLowerCase(), from: "tensor types" };
}

/** The header decides. Another word may only say more of the same, `q4_k_m` where the tensors say `q4_k`. */
export function refinedBy({ quantization, from }: GgufQuantization, word: string | undefined): string {
  return from === "tensor types" && word?.startsWith(`${quantization}_`) ? word : quantization;
}

/**
 * The type with most bytes; full-precision norms and embeddings are many tensors but few bytes. How many bytes a type
 * takes that is newer than this program nobody knows, so where most parameters are of such there is none.
 */
function majorityOf(byType: GgufHeader["tensors"]["byType"]): string | undefined {
  let best: string | undefined;
  let bytesMost = 0;
  let [unknown, known] = [0, 0];
  for (const [name, { bytes, parameters }] of byType) {
    if (bytes === 0) unknown += parameters;
    else known += parameters;
    if (bytes <= bytesMost) continue;
    best = name;
    bytesMost = bytes;
  }
  return unknown > known ? undefined : best;
}

function isBorneOut(fileType: string, present: ReadonlySet<string>): boolean {
  if (present.has(fileType)) return true;
  const base = fileType.replace(/_(?:XS|S|M|L|MOE)$/, "");
  const kin = [...present].some((type) => type === base || type.startsWith(`${base}_`));
  if (kin) return true;
  const blocksOf256 = base.endsWith("_K") || base.startsWith("IQ");
  return blocksOf256 && fallbacks.some((type) => present.has(type));
}
