import type { StoredModel } from "#lib/stores/ollama/stored-model.ts";
import { type Capabilities, spelledOut, toCapabilities } from "../capabilities.ts";
import { producerOfServed } from "../producer.ts";
import { isRecord, type RawEntry } from "../raw-entry.ts";
import { isTestName } from "../test-name.ts";
import type { Finding } from "./maintain.ts";
import { detectionLearnt, detectionOfAdded, formatOf, isKnownBetter } from "./ollama-detection.ts";
import { differing } from "./rebuild-parts.ts";
import { displayNameOf, freeName, nameOfDisplay, withSuffix } from "./simple-name.ts";
import { namingOfServedId } from "./simple-ollama-name.ts";

export type OllamaAssigned = {
  backend: string;
  location: string;
  includeTesting: boolean;
  /** Where the server is, if not on this machine's usual port. */
  server?: { host: string | undefined; port: number } | undefined;
};

const contextShare = 0.6;
const contextLeast = 2048;
const contextUnknown = 4096;

/** What a model is called, whether that is a test's name, and what else tells it from one of the same name. */
export function namingOf({ id, quantization: told }: StoredModel, backend: string) {
  const { family, quantization: named } = namingOfServedId(id);
  const quantization = told ?? named;
  const display = displayNameOf({ family, backend, quantization });
  const simple = nameOfDisplay(display);
  const isTest = isTestName(simple) || isTestName(family);
  return {
    family,
    quantization,
    display,
    simple,
    isTest,
    suffixes: [producerOfServed(id), id.split(/[/:]/).at(-1)],
  };
}

/** The names that are given already, each with the backend of the entry that has it. */
type BackendsByName = Map<string, string>;

/** A model that the registry does not know, as an entry; nothing for a test that is not wanted. */
export function addedFinding(
  model: StoredModel,
  { backend, location, includeTesting, server }: OllamaAssigned,
  taken: BackendsByName,
): Finding | undefined {
  const { family, quantization, display, simple, isTest, suffixes } = namingOf(model, backend);
  if (isTest && !includeTesting) return undefined;
  const holder = taken.get(simple);
  const marks = [holder === backend ? undefined : backend, ...suffixes];
  const { name, suffix } = freeName(simple, (each) => taken.has(each), marks);
  taken.set(name, backend);
  const format = formatOf(model, undefined);
  const entry: RawEntry = {
    name,
    display_name: withSuffix(display, suffix),
    backend,
    backend_config: {
      ...{ port: server?.port ?? 11434, model_path: "", extra_args: argumentsOf(model) },
      ...(server?.host && { host: server.host }),
    },
    capabilities: spelledOut(abilitiesOf(model) ?? {}),
    metadata: {
      created_from_download: true,
      ...(isTest && { testing: true }),
      ...learntOf(model),
      ...detectionOfAdded(model, { format, quantization }),
    },
    served_model_id: model.id,
    roles: [],
    deprecated: false,
    family,
    source_provider: "ollama",
    quantization: quantization ?? null,
    role_priority: {},
    download_format: format ?? null,
    download_location: location,
    download_path: `ollama://${model.id}`,
    download_size_bytes: model.remote ? null : model.bytes,
    download_files: [],
    ...(!model.remote && { downloaded_at: model.modifiedAt }),
  };
  return { deed: "add", name, entry, why: `Ollama has it as ${model.id}${awayWords(model)}` };
}

const awayWords = ({ remote }: StoredModel) => (remote ? `, but it runs at ${remote.host}` : "");

/** What an entry that is there learns. Its name stays, and all that people said of it. */
export function againFinding(
  name: string,
  raw: RawEntry,
  { model, location }: { model: StoredModel; location: string },
): Finding | undefined {
  const hasPath = typeof raw.download_path === "string" && raw.download_path !== "";
  const metadata = isRecord(raw.metadata) ? raw.metadata : {};
  const known = isRecord(raw.capabilities) ? toCapabilities(raw.capabilities) : {};
  const abilities = abilitiesOf(model);
  const isNew = Object.keys(abilities ?? {}).some((each) => known[each] === undefined);
  const format = formatOf(model, raw.download_format);
  const quantization = isKnownBetter(metadata, model) ? undefined : model.quantization;
  const detection = detectionLearnt({ raw, kept: metadata }, model, { format, quantization });
  const patch = differing(raw, {
    ...(!hasPath && { download_path: `ollama://${model.id}` }),
    ...(!raw.download_location && { download_location: location }),
    ...(!model.remote && {
      ...(!raw.downloaded_at && { downloaded_at: model.modifiedAt }),
      download_format: format,
      download_size_bytes: model.bytes,
    }),
    ...(quantization && { quantization }),
    ...(isNew && { capabilities: spelledOut({ ...abilities, ...known }) }),
    metadata: { ...metadata, ...learntOf(model), ...detection },
  });
  if (Object.keys(patch).length === 0) return undefined;
  return { deed: "change", name, patch, why: `Ollama says so of ${model.id}`, found: true };
}

/** What Ollama tells and no person says. Paths are of its store: the weights are a GGUF that other programs can read. */
function learntOf(model: StoredModel): RawEntry {
  const { projectors = [], adapters = [], remote } = model;
  return {
    ...(model.family && { ollama_family: model.family }),
    ...(model.parameterSize && { ollama_parameter_size: model.parameterSize }),
    ...(model.contextLength && { ollama_context_length: model.contextLength }),
    ...(model.capabilities && { ollama_capabilities: [...model.capabilities] }),
    ...(model.digest && { ollama_digest: model.digest }),
    ...(model.weights && { ollama_weights: model.weights }),
    ...(projectors.length > 0 && { ollama_projectors: [...projectors] }),
    ...(adapters.length > 0 && { ollama_adapters: [...adapters] }),
    ...(remote && { ollama_remote_host: remote.host }),
    ...(remote?.model && { ollama_remote_model: remote.model }),
  };
}

/**
 * Ollama lists all that a model can do, so what it leaves out the model cannot. Where nobody lists anything, a projector
 * tells of vision, as it does to Ollama itself, and the rest is unknown.
 */
function abilitiesOf({ capabilities: words, projectors = [] }: StoredModel): Capabilities | undefined {
  if (!words) return projectors.length > 0 ? { vision: true } : undefined;
  const has = (...any: string[]) => any.some((word) => words.includes(word));
  return {
    text: has("completion"),
    vision: has("vision"),
    audio: has("audio"),
    embedding: has("embedding"),
    tools: has("tools"),
    thinking: has("thinking"),
    reasoning: has("thinking"),
  };
}

function argumentsOf({ contextLength, remote }: StoredModel): string[] {
  if (remote) return [];
  const share = contextLength === undefined ? contextUnknown : Math.trunc(contextLength * contextShare);
  return ["--num-ctx", String(Math.max(contextLeast, share))];
}
