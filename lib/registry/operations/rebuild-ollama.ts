import type { StoreReading } from "#lib/stores/ollama/stored-model.ts";
import { keptByOllamaOnce } from "../kept-by-ollama.ts";
import { entriesByName } from "../merge-entries.ts";
import { fewWarnings } from "./few-warnings.ts";
import type { Finding, Operation } from "./maintain.ts";
import { addedFinding, againFinding } from "./ollama-entry.ts";
import { ollamaWarningsOf } from "./ollama-warnings.ts";
import { lostFinding } from "./rebuild-parts.ts";
import { servedKeyOf, toServedKey } from "./served-key.ts";

export type RebuildOllamaWanted = { found: StoreReading; location: string; includeTesting: boolean };

/** Takes Ollama's models in again from its store. What is found again keeps its name and all that people said of it. */
export function rebuildOllama({ found, location, includeTesting }: RebuildOllamaWanted): Operation {
  return ({ entries, layers }) => {
    const isKept = keptByOllamaOnce();
    const own = entries.filter((entry) => entry.backend === "ollama" && isKept(entry));
    const known = new Map(own.toReversed().map((entry) => [servedKeyOf(entry.raw), entry]));
    const unread = new Set(found.issues.map(({ id }) => toServedKey(id)));
    const stored = new Set(found.models.map(({ id }) => toServedKey(id)));
    const ownOf = entriesByName(layers.curated);
    const findings: Finding[] = [];
    const gone = new Set<string>();
    for (const entry of own) {
      const key = servedKeyOf(entry.raw);
      if (key === undefined || stored.has(key) || unread.has(key)) continue;
      const lost = lostFinding(entry, ownOf.get(entry.name), `it is not in ${found.store}`);
      if (lost === undefined) continue;
      findings.push(lost);
      if (lost.deed === "remove") gone.add(entry.name);
    }
    const stays = entries.filter(({ name }) => !gone.has(name));
    const taken = new Map(stays.map((entry) => [entry.name, entry.backend]));
    for (const model of found.models) {
      if ((model.problems ?? []).length > 0) continue;
      const entry = known.get(toServedKey(model.id));
      const finding = entry
        ? againFinding(entry.name, entry.raw, { model, location })
        : addedFinding(model, { backend: "ollama", location, includeTesting }, taken);
      if (finding) findings.push(finding);
    }
    return {
      findings,
      state: found.store,
      warnings: fewWarnings(ollamaWarningsOf(found, (id) => known.get(toServedKey(id))?.name)),
    };
  };
}
