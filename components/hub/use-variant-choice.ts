"use client";

import { useState } from "react";
import type { AnalysedVariant, HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import { namedVariants } from "#lib/weights/fit/named-variants.ts";
import { groupVariants, type Pricing, pricedVariants } from "./hub-variants-priced.ts";
import { type Choosable, keyOf, weightsWords } from "./weights-words.ts";

/** Which weights are ticked, at which context they are priced. Until somebody ticks, the recommended one is. */
export function useVariantChoice(analysis: HubAnalysis) {
  const [pricing, setPricing] = useState<Pricing>({ context: analysis.context, kvType: analysis.kvType });
  const [ticked, setTicked] = useState<ReadonlySet<string>>();
  const [named, setNamed] = useState(analysis.named);
  const variants = pricedVariants(analysis, pricing);
  // An importance matrix is no weights; it comes with the optional files.
  const extras = analysis.extras.filter(({ kind }) => kind !== "imatrix");
  const all: readonly Choosable[] = [...variants, ...extras];
  const isWish = named !== undefined && analysis.namesWeights === true;
  const keys = ticked ?? new Set(firstChosen(variants, named, isWish).map(keyOf));
  const isChosen = (one: Choosable) => keys.has(keyOf(one));
  const chosen = all.filter(isChosen);
  return {
    ...{ pricing, setPricing, variants, extras, isChosen, chosen },
    /** The quantisation that was asked for and is not among these. */
    missing: isWish && namedVariants(all, named).length === 0 ? named : undefined,
    groups: groupVariants(variants, isChosen),
    bytes: chosen.reduce((sum, { bytes }) => sum + bytes, 0),
    words: weightsWords(chosen, all),
    tick: (one: Choosable, isTicked: boolean) => {
      const next = new Set(keys);
      if (isTicked) next.add(keyOf(one));
      else next.delete(keyOf(one));
      setTicked(next);
    },
    tickAll: () => setTicked(new Set(variants.map(keyOf))),
    tickNone: () => setTicked(new Set()),
    tickRecommended: () => {
      setNamed(undefined);
      setTicked(undefined);
    },
  };
}

export type VariantChoice = ReturnType<typeof useVariantChoice>;

/**
 * What the address named, else what is recommended; what does not fit is never chosen for anybody. Whoever wished for a
 * quantisation that is not here wants that one, and not the next best; a folder or another file is no such wish.
 */
export function firstChosen(
  variants: readonly AnalysedVariant[],
  named: string | undefined,
  isWish = false,
): AnalysedVariant[] {
  const meant = namedVariants(variants, named);
  if (meant.length > 0 || isWish) return meant;
  return variants.filter(({ recommended }) => recommended);
}
