"use client";

import { useState } from "react";
import type { AnalysedVariant, HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import { groupVariants, type Pricing, pricedVariants } from "./hub-variants-priced.ts";
import { type Choosable, keyOf, weightsWords } from "./weights-words.ts";

/** Which weights are ticked, at which context they are priced. Until somebody ticks, the recommended one is. */
export function useVariantChoice(analysis: HubAnalysis) {
  const [pricing, setPricing] = useState<Pricing>({ context: analysis.context, kvType: analysis.kvType });
  const [ticked, setTicked] = useState<ReadonlySet<string>>();
  const variants = pricedVariants(analysis, pricing);
  // An importance matrix is no weights; it comes with the optional files.
  const extras = analysis.extras.filter(({ kind }) => kind !== "imatrix");
  const all: readonly Choosable[] = [...variants, ...extras];
  const keys = ticked ?? new Set(firstChosen(variants, analysis.named).map(keyOf));
  const isChosen = (one: Choosable) => keys.has(keyOf(one));
  const chosen = all.filter(isChosen);
  return {
    ...{ pricing, setPricing, variants, extras, isChosen, chosen },
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
    tickRecommended: () => setTicked(undefined),
  };
}

export type VariantChoice = ReturnType<typeof useVariantChoice>;

/** What the address named, else what is recommended; what does not fit is never chosen for anybody. */
export function firstChosen(
  variants: readonly AnalysedVariant[],
  named: string | undefined,
): AnalysedVariant[] {
  const wish = named?.toLowerCase();
  const meant = variants.filter(
    ({ name, quantization, files }) =>
      wish !== undefined &&
      (quantization?.toLowerCase() === wish ||
        name.toLowerCase() === wish ||
        files.some((file) => file.toLowerCase() === wish || file.toLowerCase().startsWith(`${wish}/`))),
  );
  return meant.length > 0 ? meant : variants.filter(({ recommended }) => recommended);
}
