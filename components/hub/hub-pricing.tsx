"use client";

import { RefreshCw } from "lucide-react";
import { useId } from "react";
import type { HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import type { MachineNow } from "#cli-bridge/protocol/machine-now.ts";
import { type KvType, kvTypes } from "#cli-bridge/protocol/memory-fit.ts";
import { Button } from "#components/ui/button.tsx";
import { NativeSelect } from "#components/ui/input.tsx";
import { toByteWords, toNumberWords } from "#lib/format.ts";
import { contextsFor, type Pricing } from "./hub-variants-priced.ts";

type HubPricingProps = {
  analysis: HubAnalysis;
  pricing: Pricing;
  onPricing: (pricing: Pricing) => void;
  onAgain: () => void;
};

const kvWords: Record<KvType, string> = { f16: "f16", q8_0: "q8_0, half", q4_0: "q4_0, a quarter" };

/** What the verdicts are for: a length of conversation, and the memory that is free now. */
export function HubPricing({ analysis, pricing, onPricing, onAgain }: HubPricingProps) {
  const id = useId();
  const { context, kvType } = pricing;
  const longest = analysis.shape?.contextLength ?? analysis.architecture.contextLength;
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
      <div className="flex flex-col gap-1">
        <label htmlFor={`${id}-context`} className="text-muted text-xs">
          Context
        </label>
        <NativeSelect
          id={`${id}-context`}
          className="max-w-52"
          value={context}
          onChange={(event) => onPricing({ kvType, context: Number(event.target.value) })}
        >
          {contextsFor(analysis).map((tokens) => (
            <option key={tokens} value={tokens}>
              {contextWords(tokens)}
              {longest !== undefined && tokens > longest ? ", more than it was made for" : ""}
            </option>
          ))}
        </NativeSelect>
      </div>
      <div className="flex flex-col gap-1">
        <label htmlFor={`${id}-kv`} className="text-muted text-xs">
          KV cache
        </label>
        <NativeSelect
          id={`${id}-kv`}
          className="max-w-40"
          value={kvType}
          onChange={(event) => {
            const chosen = kvTypes.find((each) => each === event.target.value);
            if (chosen) onPricing({ context, kvType: chosen });
          }}
        >
          {kvTypes.map((type) => (
            <option key={type} value={type}>
              {kvWords[type]}
            </option>
          ))}
        </NativeSelect>
      </div>
      <p className="flex min-w-0 items-center gap-1 text-muted text-sm">
        {memoryWords(analysis.machine)}
        <Button
          size="sm"
          variant="ghost"
          icon={<RefreshCw aria-hidden="true" />}
          aria-label="Look at the memory again"
          title="Look at the memory again"
          onClick={onAgain}
        />
      </p>
    </div>
  );
}

const contextWords = (tokens: number): string =>
  tokens % 1024 === 0 ? `${tokens / 1024}k tokens` : `${toNumberWords(tokens)} tokens`;

/** Without a GPU there is only RAM to speak of. */
function memoryWords({ gpus, memory, unified }: MachineNow): string {
  const free = (bytes: number) => `${toByteWords(bytes)} free`;
  if (unified) return `Unified memory: ${free(memory.freeBytes)}`;
  const ram = `RAM: ${free(memory.freeBytes)}`;
  const [first] = gpus;
  if (first === undefined) return `${ram}, no GPU`;
  const all = gpus.reduce((sum, { freeBytes }) => sum + freeBytes, 0);
  return `${gpus.length === 1 ? first.name : `${gpus.length} GPUs`}: ${free(all)} · ${ram}`;
}
