import type { CriticalFile, HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import type { Hub, HubModel } from "../hub.ts";
import { baseOf } from "./base-of.ts";

const lent: Record<string, RegExp> = {
  "config.json": /^config\.json$/,
  tokenizer: /^(?:tokenizer\.(?:json|model)|.*\.tiktoken|vocab\.json|spiece\.model|tekken\.json)$/,
  "tokenizer_config.json": /^tokenizer_config\.json$/,
  "chat template": /^(?:chat_template.*|tokenizer_config\.json)$/,
};

type Looking = {
  hub: Hub;
  model: HubModel;
  critical: readonly CriticalFile[];
  signal: AbortSignal | undefined;
};

/** The model that this one was made from, where it has what is missing here. */
export async function findSupport({
  hub,
  model,
  critical,
  signal,
}: Looking): Promise<HubAnalysis["support"]> {
  const missing = critical.filter(({ state, name }) => state === "missing" && name in lent);
  const repo = baseOf(model);
  if (missing.length === 0 || repo === undefined) return undefined;
  const words = missing.map(({ name }) => name).join(", ");
  try {
    const base = await hub.model(repo, undefined, signal);
    const files = await hub.files(base.repo, base.sha, signal);
    const lends = missing
      .map(({ name }) => name)
      .filter((name) => files.some(({ path }) => lent[name]?.test(path)));
    if (lends.length === 0) return undefined;
    return { repo: base.repo, lends, says: `${base.repo}, which it was made from, has ${lends.join(", ")}.` };
  } catch {
    if (signal?.aborted) throw signal.reason;
    // A base that is gated or gone is worth naming all the same.
    const says = `${repo}, which it was made from, may have ${words}, but could not be looked at.`;
    return { repo, lends: [], says };
  }
}
