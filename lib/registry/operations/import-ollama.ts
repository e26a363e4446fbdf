import type { StoreReading } from "#lib/stores/ollama/stored-model.ts";
import { type Entry, isOllamaPath } from "../entry.ts";
import { isPlaceholderName } from "../placeholder-name.ts";
import { leftOutAsTest } from "../test-name.ts";
import { fewWarnings } from "./few-warnings.ts";
import type { Finding, Operation } from "./maintain.ts";
import { addedFinding, againFinding, namingOf, type OllamaAssigned } from "./ollama-entry.ts";
import { ollamaWarningsOf } from "./ollama-warnings.ts";
import { servedKeyOf, toServedKey } from "./served-key.ts";

type ImportOllamaWanted = OllamaAssigned & {
  found: StoreReading;
  deprecatePlaceholders: boolean;
  purgeExisting: boolean;
};

export type ImportOllamaTally = { models: number; known: number; skipped: string[]; incomplete: string[] };

/** Takes in what Ollama holds. A model is known by the id it is served by, and keeps its name for ever. */
export function importOllama(
  wanted: ImportOllamaWanted,
  onTally?: (tally: ImportOllamaTally) => void,
): Operation {
  const { found, backend, location } = wanted;
  return ({ entries }) => {
    const purged = wanted.purgeExisting ? entries.filter(isOfEarlierImport(backend)) : [];
    const stays = entries.filter((entry) => !purged.includes(entry));
    const known = new Map(stays.toReversed().map((entry) => [keyOf(entry, backend), entry]));
    const taken = new Map(stays.map((entry) => [entry.name, entry.backend]));
    const tally: ImportOllamaTally = { models: found.models.length, known: 0, skipped: [], incomplete: [] };
    const tests: string[] = [];
    const findings: Finding[] = purged.map(({ name }) => ({
      ...{ deed: "remove", name, why: "of an earlier import" },
    }));
    for (const model of found.models) {
      const entry = known.get(toServedKey(model.id));
      if (entry) tally.known += 1;
      if ((model.problems ?? []).length > 0) {
        tally.incomplete.push(model.id);
        continue;
      }
      const finding = entry
        ? againFinding(entry.name, entry.raw, { model, location })
        : addedFinding(model, wanted, taken);
      if (finding) findings.push(finding);
      else if (!entry) {
        tally.skipped.push(namingOf(model, backend).simple);
        tests.push(leftOutAsTest(model.id));
      }
    }
    if (wanted.deprecatePlaceholders) findings.push(...retired(stays, backend));
    onTally?.(tally);
    return {
      findings,
      state: JSON.stringify([found.store, found.models.map(({ id, digest }) => [id, digest])]),
      warnings: fewWarnings([...ollamaWarningsOf(found, (id) => known.get(toServedKey(id))?.name), ...tests]),
    };
  };
}

function keyOf({ backend, path, sourceProvider, raw }: Entry, assigned: string): string | undefined {
  const isOllamas = backend === "ollama" || backend === assigned || sourceProvider === "ollama";
  const isElsewhere = path !== undefined && !isOllamaPath(path);
  return isOllamas && !isElsewhere ? servedKeyOf(raw) : undefined;
}

/** What people keep by hand, or hold fast, is of no import. */
const isOfEarlierImport =
  (assigned: string) =>
  ({ backend, layer, sourceProvider, versionLock }: Entry): boolean =>
    backend === assigned && sourceProvider === "ollama" && layer === "discovered" && !versionLock.locked;

function retired(entries: readonly Entry[], assigned: string): Finding[] {
  return entries
    .filter(({ name, backend, deprecated }) => backend === assigned && !deprecated && isPlaceholderName(name))
    .map(({ name }) => ({
      ...{ deed: "change", name, patch: { deprecated: true }, why: "a placeholder of an older import" },
    }));
}
