const named: readonly [RegExp, number][] = [
  [/^(?:fp|bf)(?:16)$|^bfloat16$/, 16],
  [/^fp32$/, 32],
  [/^fp64$/, 64],
  [/^nvfp4$|^nf4$|^gptq-or-awq$|^awq$|^gptq$/, 4],
  [/^bitsandbytes$/, 8],
];

/** The bits of a weight that a quantisation's name speaks of; nothing where it speaks of none. */
export function bitsOf(quantization: string | undefined): number | undefined {
  if (quantization === undefined) return undefined;
  const known = named.find(([pattern]) => pattern.test(quantization))?.[1];
  if (known !== undefined) return known;
  // `tq1_0` has 1.7 bits and belongs with the twos.
  if (quantization === "tq1_0") return 2;
  const found = /^(?:i?q|tq|mxfp|fp|int|w|awq-w|gptq-int|bitsandbytes-)(\d{1,2})|^(\d)bit$/.exec(
    quantization,
  );
  const bits = Number(found?.[1] ?? found?.[2] ?? Number.NaN);
  return bits >= 1 && bits <= 64 ? bits : undefined;
}
