"use client";

import { Check, ChevronRight, Star, TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { AnalysedVariant } from "#cli-bridge/protocol/hub-analysis.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#lib/cn.ts";
import { toByteWords } from "#lib/format.ts";
import { HubFitArithmetic } from "./hub-fit-arithmetic.tsx";
import { HubFitBadge } from "./hub-fit-badge.tsx";
import { WeightsTick } from "./weights-tick.tsx";

type HubVariantRowProps = {
  variant: AnalysedVariant;
  title: string;
  isChosen: boolean;
  isInstalled: boolean;
  /** Of one alone there is nothing to recommend. */
  isOnly: boolean;
  onTick: (isTicked: boolean) => void;
};

/** One set of weights: what it is, how large, whether it fits, and on request why. */
export function HubVariantRow({ variant, title, isChosen, isInstalled, isOnly, onTick }: HubVariantRowProps) {
  const [isOpen, setOpen] = useState(false);
  const { bytes, files, gap, fit, recommended } = variant;
  return (
    <li className="flex min-w-0 flex-col gap-2 px-3 py-1.5">
      <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
        <WeightsTick name={title} title={files.join("\n")} isChosen={isChosen} onTick={onTick}>
          {recommended && !isOnly && (
            <Badge tone="accent" icon={<Star aria-hidden="true" />}>
              Recommended
            </Badge>
          )}
          {isInstalled && (
            <Badge tone="ok" icon={<Check aria-hidden="true" />}>
              Installed
            </Badge>
          )}
        </WeightsTick>
        <span className="text-muted text-sm">{detailsOf(variant)}</span>
        <span className="w-20 text-right tabular-nums">{toByteWords(bytes)}</span>
        <span className="w-32">{gap === undefined && <HubFitBadge fit={fit} />}</span>
        <Button
          size="sm"
          variant="ghost"
          className="max-sm:ml-auto"
          aria-expanded={isOpen}
          aria-label={`How ${title} fits`}
          icon={
            <ChevronRight aria-hidden="true" className={cn("transition-transform", isOpen && "rotate-90")} />
          }
          onClick={() => setOpen(!isOpen)}
        >
          Why
        </Button>
      </div>
      {gap !== undefined && (
        <p className="flex items-center gap-2 pl-6 text-sm text-warning">
          <TriangleAlert aria-hidden="true" className="size-4 shrink-0" />
          {gap} It cannot be loaded as it is.
        </p>
      )}
      {isOpen && <HubFitArithmetic fit={fit} />}
    </li>
  );
}

const detailsOf = ({ files, format, quantization }: AnalysedVariant): string =>
  [
    format !== "gguf" && format,
    format !== "gguf" && quantization,
    files.length > 1 && `${files.length} files`,
  ]
    .filter(Boolean)
    .join(" · ");
