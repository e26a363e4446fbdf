"use client";

import { useState } from "react";
import type { HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/section.tsx";
import { toByteWords, toCountWords } from "#lib/format.ts";
import { HubExtras } from "./hub-extras.tsx";
import { HubPricing } from "./hub-pricing.tsx";
import { HubVariantRow } from "./hub-variant-row.tsx";
import type { VariantGroup } from "./hub-variants-priced.ts";
import type { VariantChoice } from "./use-variant-choice.ts";
import { keyOf, titleOf } from "./weights-words.ts";

type HubVariantsProps = {
  analysis: HubAnalysis;
  choice: VariantChoice;
  /** The keys of those that are here already. */
  installed: ReadonlySet<string>;
  onAgain: () => void;
};

/** The weights to choose from, by the bits of one, priced against the memory of this machine. */
export function HubVariants({ analysis, choice, installed, onAgain }: HubVariantsProps) {
  const { variants, extras, groups, chosen, missing, bytes, pricing, setPricing } = choice;
  return (
    <Section
      title="Weights"
      description={`${toCountWords(variants.length, "variant")}; the fit is for the memory that is free now.`}
      actions={
        variants.length > 1 && (
          <>
            <Button size="sm" onClick={choice.tickRecommended}>
              Recommended
            </Button>
            <Button size="sm" onClick={choice.tickAll}>
              All
            </Button>
            <Button size="sm" onClick={choice.tickNone}>
              None
            </Button>
          </>
        )
      }
    >
      <HubPricing analysis={analysis} pricing={pricing} onPricing={setPricing} onAgain={onAgain} />
      <div className="min-w-0 divide-y divide-line overflow-hidden rounded-md border border-line">
        {groups.map((group) => (
          <Group key={group.title} {...{ group, choice, installed }} />
        ))}
        {extras.length > 0 && <HubExtras extras={extras} choice={choice} />}
        <p aria-live="polite" className="bg-surface-2 px-3 py-2 text-sm tabular-nums">
          {chosen.length === 0
            ? `Nothing is chosen${missing === undefined ? "" : `: there is no ${missing} here`}.`
            : `${chosen.length} of ${variants.length + extras.length} chosen · ${toByteWords(bytes)}`}
        </p>
      </div>
    </Section>
  );
}

type GroupProps = Pick<HubVariantsProps, "choice" | "installed"> & { group: VariantGroup };

function Group({ group, choice, installed }: GroupProps) {
  const [isWhole, setWhole] = useState(false);
  const { title, lead, tail } = group;
  const shown = isWhole
    ? choice.variants.filter((variant) => lead.includes(variant) || tail.includes(variant))
    : lead;
  return (
    <fieldset className="min-w-0">
      <legend className="sr-only">{title}</legend>
      <div aria-hidden="true" className="bg-surface-2 px-3 py-1 font-medium text-muted text-xs">
        {title}
      </div>
      <ul className="divide-y divide-line">
        {shown.map((variant) => (
          <HubVariantRow
            key={keyOf(variant)}
            variant={variant}
            title={titleOf(variant, choice.variants)}
            isOnly={choice.variants.length === 1}
            isChosen={choice.isChosen(variant)}
            isInstalled={installed.has(keyOf(variant))}
            onTick={(isTicked) => choice.tick(variant, isTicked)}
          />
        ))}
      </ul>
      {tail.length > 0 && (
        <Button
          size="sm"
          variant="ghost"
          className="mx-2 mb-1"
          aria-expanded={isWhole}
          aria-label={`${isWhole ? "Fewer" : `${tail.length} more`} of ${title}`}
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? "Fewer" : `${tail.length} more`}
        </Button>
      )}
    </fieldset>
  );
}
