import type { ListedModel, ListReport, ModelList } from "#cli-bridge/protocol/model-list.ts";
import { fileKindOf } from "#lib/weights/file-kind.ts";
import type { Entry } from "../entry.ts";
import { isInstalled } from "../is-installed.ts";
import type { RawEntry } from "../raw-entry.ts";
import { fewWarnings } from "./few-warnings.ts";
import type { Finding, Operation } from "./maintain.ts";
import { servedKeyOf, toServedKey } from "./served-key.ts";
import { familyOf, freeName, storedFamilyOf } from "./simple-name.ts";

type Standing = ListReport["models"][number];
type Download = ListReport["downloads"][number];

/** Compares a list with what is here. What is not known is added by name, so that a download finds its entry. */
export function importModels(
  { models }: ModelList,
  location: string,
  onReport: (report: ListReport) => void,
): Operation {
  return async ({ entries }) => {
    const findings: Finding[] = [];
    const standings: Standing[] = [];
    const downloads: Download[] = [];
    const taken = new Set(entries.map(({ name }) => name));
    for (const model of models) {
      const known = entries.find((entry) => isSame(entry, model));
      const isHere = known !== undefined && !known.logicalOnly && (await isInstalled(known));
      const state = isHere ? "here" : known ? "known" : "missing";
      const name = known?.name ?? freeName(model.name, (each) => taken.has(each), [model.backend]).name;
      taken.add(name);
      const download = isHere ? undefined : downloadOf(model);
      if (download) downloads.push(download);
      standings.push({ name, state, ...(!isHere && !download && { says: whyNotFetched(model) }) });
      if (state === "missing")
        findings.push({ deed: "add", name, entry: toEntry(model, { name, location }), why: whyOf(model) });
    }
    onReport({ models: standings, downloads });
    const lost = standings.filter(({ says }) => says !== undefined);
    return {
      findings,
      state: JSON.stringify(models.map(({ name, commit }) => [name, commit])),
      warnings: fewWarnings(lost.map(({ name, says }) => `${name}: ${says}`)),
    };
  };
}

/** By where it comes from and how it is stored; one that comes from nowhere, by its name. */
function isSame(entry: Entry, model: ListedModel): boolean {
  if (model.ollamaId !== undefined) return servedKeyOf(entry.raw) === toServedKey(model.ollamaId);
  if (model.repo === undefined) return entry.name === model.name;
  const isRepo = entry.huggingfaceId?.toLowerCase() === model.repo.toLowerCase();
  return isRepo && (entry.quantization ?? "") === (model.quantization ?? "");
}

const whyOf = ({ repo, ollamaId }: ListedModel): string =>
  repo !== undefined
    ? `to be fetched from ${repo}`
    : ollamaId
      ? `Ollama's ${ollamaId}`
      : "known by name only";

/** What fetches it again. Of a repository with many quantisations just this one is wanted. */
function downloadOf({ repo, commit, revision, ollamaId, files, format }: ListedModel): Download | undefined {
  if (repo === undefined || ollamaId !== undefined) return undefined;
  const at = commit ?? revision;
  const weights = files.map(({ path }) => path).filter((path) => fileKindOf(path) === "weights");
  const isOne = format === "gguf" && weights.length > 0;
  return { model: at === undefined ? repo : `${repo}@${at}`, ...(isOne && { weights }) };
}

const whyNotFetched = ({ ollamaId }: ListedModel): string =>
  ollamaId === undefined
    ? "the list does not say where it comes from"
    : `fetch it with: ollama pull ${ollamaId}`;

/** What stands in parentheses is the quantisation. */
const familyIn = ({ repo, name }: ListedModel): string =>
  storedFamilyOf(familyOf((repo ?? name.replace(/_\(.*$/, "")).split("/").at(-1) ?? name));

function toEntry(model: ListedModel, { name, location }: { name: string; location: string }): RawEntry {
  const { backend, repo, revision, commit, ollamaId, roles = [], rolePriority = {} } = model;
  return {
    name,
    display_name: model.displayName ?? name,
    backend,
    backend_config: { port: 0, model_path: "", extra_args: [] },
    capabilities: {},
    metadata: {},
    served_model_id: ollamaId ?? null,
    model_aliases: repo === undefined ? [] : [repo],
    roles,
    source: repo === undefined ? null : { huggingface_id: repo, revision, commit },
    deprecated: false,
    family: model.family ?? familyIn(model),
    source_provider: ollamaId === undefined ? (repo === undefined ? null : "hf") : "ollama",
    quantization: model.quantization ?? null,
    role_priority: rolePriority,
    download_format: model.format ?? null,
    download_location: location,
    download_path: null,
    download_size_bytes: null,
    download_files: [],
  };
}
