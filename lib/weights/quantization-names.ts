/** What people write in names, and the one word we keep for it. Longer patterns come first. */
const patterns: readonly [RegExp, (found: RegExpExecArray) => string][] = [
  [/iq4[-_.]?nl[-_.]([48])[-_.]([48])/, ([, rows, columns]) => `iq4_nl_${rows}_${columns}`],
  [/iq([1-6])[-_.]?(xxs|xs|nl|kss|ks|kt|kl|k|s|m)/, ([, bits, size]) => `iq${bits}_${size}`],
  [/q([2-8])[-_.]?k[-_.]?(xxl|xl|xs|s|m|l)/, ([, bits, size]) => `q${bits}_k_${size}`],
  [/q([2-8])[-_.]?k/, ([, bits]) => `q${bits}_k`],
  [/q4[-_.]?0[-_.]([48])[-_.]([48])/, ([, rows, columns]) => `q4_0_${rows}_${columns}`],
  [/q([12458])[-_.]?([0123])/, ([, bits, kind]) => `q${bits}_${kind}`],
  [/tq([12])[-_.]?0/, ([, bits]) => `tq${bits}_0`],
  [/mxfp([468])(?:[-_.]?moe)?/, ([, bits]) => `mxfp${bits}`],
  [/nv[-_.]?fp4/, () => "nvfp4"],
  [/awq(?:[-_.]?(?:int|w)?(\d)(?:bit)?(?:g(\d+))?)?/, toGroupedName("awq")],
  [/gptq(?:[-_.]?(?:int|w)?(\d)(?:[-_.]?bit)?)?/, ([, bits]) => (bits ? `gptq-int${bits}` : "gptq")],
  [
    /(?:fp|float)8(?:[-_.]?(?:e4m3|e5m2)(?:fn)?(?:uz)?|[-_.]?(?:dynamic|static|block|scaled|tensorwise|rowwise))?/,
    () => "fp8",
  ],
  [/(?:f8[-_.]?)?(?:e4m3|e5m2)(?:fn)?(?:uz)?/, () => "fp8"],
  [/fp([46])/, ([, bits]) => `fp${bits}`],
  [/nf4/, () => "nf4"],
  [/bf16|bfloat16/, () => "bf16"],
  [/f(?:p|loat)?16/, () => "fp16"],
  [/f(?:p|loat)?32/, () => "fp32"],
  [/f(?:p|loat)?64/, () => "fp64"],
  [/(?:bnb|bitsandbytes)[-_.]?([48])[-_.]?bit/, ([, bits]) => `bitsandbytes-${bits}bit`],
  [/w([2-8])a(16|8|4)/, ([, weights, activations]) => `w${weights}a${activations}`],
  [/exl([23])(?:[-_.]?\d(?:\.\d+)?bpw)?/, ([, version]) => `exl${version}`],
  [/hqq/, () => "hqq"],
  [/eetq/, () => "eetq"],
  [/(aqlm|vptq|quip|spqr|higgs|autoround|quark)/, ([, scheme = ""]) => scheme],
  [/int([2-8])/, ([, bits]) => `int${bits}`],
  [/([48])[-_.]?bit/, ([, bits]) => `${bits}bit`],
];

function toGroupedName(scheme: string): (found: RegExpExecArray) => string {
  return ([, bits, group]) => {
    if (bits === undefined) return scheme;
    return group === undefined ? `${scheme}-w${bits}` : `${scheme}-w${bits}g${group}`;
  };
}

const separated = patterns.map(
  ([pattern, toName]) => [new RegExp(`(?<![a-z0-9])(?:${pattern.source})(?![a-z0-9])`), toName] as const,
);

export type NamedQuantization = { quantization: string; token: string };

const nameLengthMax = 1024;

/** The quantisation a name claims. A name is a claim and no proof: everything else comes before it. */
export function findQuantizationName(name: string): NamedQuantization | undefined {
  const lower = name.slice(-nameLengthMax).toLowerCase();
  for (const [pattern, toName] of separated) {
    const found = pattern.exec(lower);
    if (found !== null) return { quantization: toName(found), token: found[0] };
  }
  return undefined;
}

const anyWhole = new RegExp(`^(?:${patterns.map(([pattern]) => pattern.source).join("|")})$`);

/** The word we keep for what is a quantisation and nothing else, such as a folder called `Q4_K_M`. */
export function quantizationNameOf(text: string): string | undefined {
  // Most folders are called otherwise, and of thousands each is asked.
  if (!anyWhole.test(text.toLowerCase())) return undefined;
  const found = findQuantizationName(text);
  return found?.token.length === text.length ? found.quantization : undefined;
}
