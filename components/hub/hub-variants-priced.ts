import type { AnalysedVariant, HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import type { KvType } from "#cli-bridge/protocol/memory-fit.ts";
import { priceVariants } from "#lib/weights/fit/price-variants.ts";

export type Pricing = { context: number; kvType: KvType };

const contexts = [4096, 8192, 16_384, 32_768, 65_536, 131_072, 262_144];

/** The lengths to choose from: the usual ones, and the one that is priced now. */
export const contextsFor = ({ context }: Pick<HubAnalysis, "context">): number[] =>
  [...new Set([...contexts, context])].sort((one, other) => one - other);

/** The same weights at another context: no question to anybody, only arithmetic. */
export const pricedVariants = (analysis: HubAnalysis, pricing: Pricing): AnalysedVariant[] =>
  priceVariants(analysis.variants, { ...analysis, ...pricing });

export type VariantGroup = { title: string; lead: AnalysedVariant[]; tail: AnalysedVariant[] };

/** So many of a group are shown at once; the rest is one press away. */
const leadMin = 2;
const tailMin = 2;

/** The weights by the bits of one, fewest first. What is chosen or recommended never hides in the tail. */
export function groupVariants(
  variants: readonly AnalysedVariant[],
  isChosen: (variant: AnalysedVariant) => boolean,
): VariantGroup[] {
  const byBits = Map.groupBy(variants, ({ bits }) => bits ?? Number.POSITIVE_INFINITY);
  return [...byBits]
    .sort(([one], [other]) => one - other)
    .map(([bits, group]) => {
      const places = group.map((variant, place) => ({ variant, place }));
      const ranked = places.toSorted(
        (one, other) => rankOf(one.variant, isChosen) - rankOf(other.variant, isChosen),
      );
      const must = ranked.filter(({ variant }) => rankOf(variant, isChosen) === 0).length;
      const isShort = group.length < leadMin + tailMin;
      const led = new Set(ranked.slice(0, isShort ? group.length : Math.max(leadMin, must)));
      return {
        title: Number.isFinite(bits) ? `${bits}-bit` : "Bits not said",
        lead: places.filter((each) => led.has(each)).map(({ variant }) => variant),
        tail: places.filter((each) => !led.has(each)).map(({ variant }) => variant),
      };
    });
}

/** Balanced quantisations are what most people take. */
const balanced = /(?:_k_m|^q[68]_[k0]|^(?:bf|fp|f)16)$/i;

function rankOf(variant: AnalysedVariant, isChosen: (variant: AnalysedVariant) => boolean): number {
  if (variant.recommended || isChosen(variant)) return 0;
  return balanced.test(variant.quantization ?? "") ? 1 : 2;
}
