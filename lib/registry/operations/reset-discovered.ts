import { isRecord, nameOf } from "../raw-entry.ts";
import { fewWarnings } from "./few-warnings.ts";
import type { Finding, Findings, Operation } from "./maintain.ts";

/**
 * Forgets what tools have found for a backend. An entry that is kept by hand stays, without what was found for it;
 * one whose hand-kept half would not be an entry by itself stays whole.
 */
export function resetDiscovered(backend: string): Operation {
  const isAll = backend.toLowerCase() === "all";
  return ({ entries, layers }): Findings => {
    const findings: Finding[] = [];
    const warnings: string[] = [];
    const wholeByHand = new Set(layers.curated.flatMap(nameWithBackend));
    for (const { name, layer, isInBothLayers, backend: own } of entries) {
      if ((layer === "curated" && !isInBothLayers) || (!isAll && own !== backend)) continue;
      if (layer === "discovered") findings.push({ deed: "remove", name, why: "tools found it" });
      else if (wholeByHand.has(name)) {
        findings.push({ deed: "forget", name, why: "what tools found; the rest is kept by hand" });
      } else warnings.push(`${name} stays: what is kept of it by hand names no backend.`);
    }
    return { findings, warnings: fewWarnings(warnings) };
  };
}

function nameWithBackend(element: unknown): string[] {
  const name = nameOf(element);
  return name !== undefined && isRecord(element) && typeof element.backend === "string" ? [name] : [];
}
