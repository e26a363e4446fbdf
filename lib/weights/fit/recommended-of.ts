import type { FitClass } from "#cli-bridge/protocol/memory-fit.ts";

type Choice = {
  quantization?: string | undefined;
  bits?: number | undefined;
  bytes: number;
  gap?: string | undefined;
  fit: { class: FitClass };
};

/** Above six bits a model answers no better that anybody could tell, and below four it answers worse. */
const bitsMost = 6;
const bitsLeast = 4;
const balanced = "q4_k_m";

/**
 * Which of several to take: the best that is on the GPU whole and not larger than it need be, else the balanced one that
 * fits at all. What does not fit is never recommended.
 */
export function recommendedOf<Each extends Choice>(choices: readonly Each[]): Each | undefined {
  const possible = choices.filter(({ gap, fit }) => gap === undefined && fit.class !== "too-big");
  if (choices.length === 1) return possible[0];
  const bySize = possible.toSorted((one, other) => other.bytes - one.bytes);
  const sensible = bySize.filter(({ bits = bitsMost }) => bits <= bitsMost && bits >= bitsLeast);
  const onGpu = sensible.find(({ fit }) => fit.class === "fits-gpu");
  const inBalance = possible.find(({ quantization }) => quantization === balanced);
  return onGpu ?? inBalance ?? sensible.at(-1) ?? bySize[0];
}
