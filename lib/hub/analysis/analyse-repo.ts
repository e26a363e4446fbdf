import type { HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import type { MachineNow } from "#cli-bridge/protocol/machine-now.ts";
import type { FitEngine, KvType } from "#cli-bridge/protocol/memory-fit.ts";
import { priceVariants } from "#lib/weights/fit/price-variants.ts";
import type { Hub } from "../hub.ts";
import type { RepoReference } from "../repo-reference.ts";
import { type RepoFacts, readRepoFacts } from "./repo-facts.ts";

export type Pricing = {
  machine: MachineNow;
  /** Tokens to keep; a usual length where it is left out. */
  context?: number | undefined;
  kvType?: KvType | undefined;
  engine?: FitEngine | undefined;
};

const usualContext = 8192;

/** How long a context is priced where nobody says. */
export const usualTokensOf = (longest = usualContext): number => Math.min(usualContext, longest);

/** What a repository holds and whether it fits: read once, priced for this machine. */
export async function analyseRepo(
  hub: Hub,
  reference: RepoReference,
  { signal, ...pricing }: Pricing & { signal?: AbortSignal },
): Promise<HubAnalysis> {
  return priceFacts(await readRepoFacts(hub, reference, signal), pricing);
}

/** Prices what was read; the same facts can be priced again for another machine or context. */
export function priceFacts(
  facts: RepoFacts,
  { machine, context, kvType = "f16", engine }: Pricing,
): HubAnalysis {
  const { shape, projectorBytes } = facts;
  const tokens = context ?? usualTokensOf(shape?.contextLength ?? facts.architecture.contextLength);
  const pricing = { shape, projectorBytes, machine, context: tokens, kvType, engine };
  return {
    ...facts,
    ...{ machine, context: tokens, kvType },
    ...(engine !== undefined && { engine }),
    variants: priceVariants(facts.variants, pricing),
  };
}
