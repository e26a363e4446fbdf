import { type Entry, isOllamaPath } from "../entry.ts";
import type { RawEntry } from "../raw-entry.ts";
import { isTestName } from "../test-name.ts";
import { fewWarnings } from "./few-warnings.ts";
import type { Finding, Operation } from "./maintain.ts";
import type { OllamaFound, OllamaModel } from "./ollama-found.ts";
import { differing, lostFinding } from "./rebuild-parts.ts";
import { servedKeyOf, toServedKey } from "./served-key.ts";
import { displayNameOf, freeName, nameOfDisplay } from "./simple-name.ts";
import { namingOfServedId } from "./simple-ollama-name.ts";

export type RebuildOllamaWanted = { found: OllamaFound; location: string; includeTesting: boolean };

/** Takes Ollama's models in again from its store. What is found again keeps its name and all that people said of it. */
export function rebuildOllama({ found, location, includeTesting }: RebuildOllamaWanted): Operation {
  return ({ entries, layers }) => {
    const own = entries.filter(isOllamas);
    const known = new Map(own.toReversed().map((entry) => [servedKeyOf(entry.raw), entry]));
    const unread = new Set(found.issues.map(({ id }) => toServedKey(id)));
    const stored = new Set(found.models.map(({ id }) => toServedKey(id)));
    const findings: Finding[] = [];
    const gone = new Set<string>();
    for (const entry of own) {
      const key = servedKeyOf(entry.raw);
      if (key === undefined || stored.has(key) || unread.has(key)) continue;
      const lost = lostFinding(entry, layers, `it is not in ${found.store}`);
      if (lost === undefined) continue;
      findings.push(lost);
      if (lost.deed === "remove") gone.add(entry.name);
    }
    const names = new Set(entries.map(({ name }) => name).filter((name) => !gone.has(name)));
    for (const model of found.models) {
      const entry = known.get(toServedKey(model.id));
      if (entry) findings.push(...again(entry, model, location));
      else findings.push(...added({ model, location, includeTesting, names }));
    }
    return {
      findings,
      state: found.store,
      warnings: fewWarnings(found.issues.map(({ id, message }) => `${id} cannot be read: ${message}`)),
    };
  };
}

const isOllamas = ({ backend, path }: Entry) =>
  backend === "ollama" && (path === undefined || isOllamaPath(path));

function again({ name, raw }: Entry, model: OllamaModel, location: string): Finding[] {
  const hasPath = typeof raw.download_path === "string" && raw.download_path !== "";
  const patch = differing(raw, {
    ...(!hasPath && { download_path: `ollama://${model.id}` }),
    ...(!raw.download_location && { download_location: location }),
    ...(!raw.downloaded_at && { downloaded_at: model.modifiedAt }),
    ...(model.quantization && { quantization: model.quantization }),
    download_format: model.format ?? raw.download_format ?? "gguf",
    download_size_bytes: model.bytes,
  });
  if (Object.keys(patch).length === 0) return [];
  return [{ deed: "change", name, patch, why: `Ollama's store says so of ${model.id}` }];
}

type Adding = { model: OllamaModel; location: string; includeTesting: boolean; names: Set<string> };

function added({ model, location, includeTesting, names }: Adding): Finding[] {
  const named = namingOfServedId(model.id);
  const quantization = model.quantization ?? named.quantization;
  const display = displayNameOf({ family: named.family, backend: "ollama", quantization });
  const simple = nameOfDisplay(display);
  const isTest = isTestName(simple) || isTestName(named.family);
  if (isTest && !includeTesting) return [];
  const words = model.id.split(/[/:]/);
  const owner = words.length > 2 ? words.at(-3) : undefined;
  const { name, suffix } = freeName(simple, (each) => names.has(each), ["ollama", owner, words.at(-1)]);
  names.add(name);
  const entry: RawEntry = {
    name,
    display_name: suffix ? `${display} [${suffix}]` : display,
    backend: "ollama",
    backend_config: { port: 11434, model_path: "", extra_args: [] },
    capabilities: {},
    metadata: {
      created_from_download: true,
      ...(isTest && { testing: true }),
      ...(model.family && { ollama_family: model.family }),
      ...(model.parameterSize && { ollama_parameter_size: model.parameterSize }),
    },
    served_model_id: model.id,
    roles: [],
    deprecated: false,
    family: named.family,
    source_provider: "ollama",
    quantization: quantization ?? null,
    role_priority: {},
    download_format: model.format ?? "gguf",
    download_location: location,
    download_path: `ollama://${model.id}`,
    download_size_bytes: model.bytes,
    download_files: [],
    downloaded_at: model.modifiedAt,
  };
  return [{ deed: "add", name, entry, why: `in Ollama's store as ${model.id}` }];
}
