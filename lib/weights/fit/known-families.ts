/**
 * Families whose files name a sliding window and leave it to the program to know that only every n-th layer sees the
 * whole context. From llama.cpp's own table of architectures.
 */
const patterns: readonly [RegExp, number][] = [
  [/^(?:gemma2|gpt-oss)$/, 2],
  [/^(?:gemma3|gemma-embedding)$/, 6],
  [/^gemma3n$/, 5],
  [/^(?:cohere2|llama4|exaone4|olmo2|smallthinker)$/, 4],
];

/** Every how many layers one sees all of the context, where a family's program knows it by heart. */
export const windowPatternOf = (name: string): number | undefined =>
  patterns.find(([family]) => family.test(name))?.[1];

const others =
  /bert|embedding|t5encoder|^clip$|^(?:flux|sd1|sd3|sdxl|aura|hidream|cosmos|ltxv|hyvid|wan|lumina2?)$/;

/** Models that embed or paint read all at once and keep no context. */
export const keepsNoContext = (name: string): boolean => others.test(name);
