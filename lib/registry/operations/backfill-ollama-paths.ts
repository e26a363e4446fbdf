import type { StoredModel, StoreReading } from "#lib/stores/ollama/stored-model.ts";
import type { RawEntry } from "../raw-entry.ts";
import { fewWarnings } from "./few-warnings.ts";
import type { Finding, Operation } from "./maintain.ts";
import { toServedKey } from "./served-key.ts";

export type BackfillWanted = {
  location: string;
  setFormat: boolean;
  /** What Ollama's store holds, where one was found. */
  found: StoreReading | undefined;
};

/** Gives Ollama's entries the path they lack, and what the store knows of those that are in it. */
export function backfillOllamaPaths({ location, setFormat, found }: BackfillWanted): Operation {
  const stored = ollamaByKey(found);
  return ({ entries }) => {
    const findings: Finding[] = [];
    const warnings: string[] = [];
    for (const { name, backend, path, servedModelId, raw } of entries) {
      if (backend !== "ollama" || path !== undefined) continue;
      if (servedModelId === undefined) {
        warnings.push(`${name} stays without a path: it does not say by what id Ollama serves it.`);
        continue;
      }
      const model = stored.get(toServedKey(servedModelId));
      if (found && !model) warnings.push(`${name}: ${servedModelId} is not in ${found.store}.`);
      const patch: RawEntry = {
        download_path: `ollama://${servedModelId}`,
        ...(!raw.download_location && { download_location: location }),
        ...(setFormat && !raw.download_format && { download_format: "gguf" }),
        ...(model && !raw.download_size_bytes && { download_size_bytes: model.bytes }),
        ...(model && !raw.downloaded_at && { downloaded_at: model.modifiedAt }),
      };
      findings.push({ deed: "change", name, patch, why: `Ollama serves it as ${servedModelId}` });
    }
    return { findings, warnings: fewWarnings(warnings) };
  };
}

const ollamaByKey = (found: StoreReading | undefined): Map<string, StoredModel> =>
  new Map(found?.models.map((model) => [toServedKey(model.id), model]));
