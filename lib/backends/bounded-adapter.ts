import type { BackendModel, LoadedModel } from "#cli-bridge/protocol/backend-answer.ts";
import type { BackendAdapter } from "./adapter.ts";

/** More models than any server has; the rest of a longer list is not read. */
export const modelsMax = 10_000;
const loadedMax = 1_000;
const nameMax = 512;
const wordMax = 200;
const wordsMax = 50;

/**
 * The same adapter, with answers of a size that can be kept, sent to every page and written down. Whoever is asked may
 * be broken or hostile: without a bound one long name would fill the disk, look by look.
 */
export const boundedAdapter = (adapter: BackendAdapter): BackendAdapter => ({
  ...adapter,
  list: async (http) => (await adapter.list(http)).slice(0, modelsMax).flatMap(toBoundedModel),
  loaded: async (http) => (await adapter.loaded(http)).slice(0, loadedMax).flatMap(toBoundedLoaded),
  version: async (http) => wordOf(await adapter.version(http)),
});

function toBoundedModel(model: BackendModel): BackendModel[] {
  if (!isName(model.id)) return [];
  const { name, family, format, digest, modifiedAt, capabilities, remote } = model;
  return [
    {
      ...{ ...model, ...measuresOf(model), name: wordOf(name), family: wordOf(family) },
      ...{ format: wordOf(format), digest: wordOf(digest), modifiedAt: wordOf(modifiedAt) },
      capabilities: capabilities?.slice(0, wordsMax).flatMap((word) => wordOf(word) ?? []),
      remote: remote && { host: wordOf(remote.host) ?? "elsewhere", model: wordOf(remote.model) },
    },
  ];
}

const toBoundedLoaded = (loaded: LoadedModel): LoadedModel[] =>
  isName(loaded.id) && isName(loaded.model)
    ? [{ ...loaded, ...measuresOf(loaded), gpuBytes: countOf(loaded.gpuBytes) }]
    : [];

const measuresOf = ({ bytes, parameterSize, quantization }: BackendModel | LoadedModel) => ({
  ...{ bytes: countOf(bytes), parameterSize: wordOf(parameterSize), quantization: wordOf(quantization) },
});

/** A model goes by its name alone, so a name is never shortened or cleaned: what is none is left out. */
const isName = (text: string): boolean => text.length <= nameMax && !/\p{Cc}/u.test(text);

const countOf = (count: number | undefined) =>
  count !== undefined && count <= Number.MAX_SAFE_INTEGER ? count : undefined;

const wordOf = (text: string | undefined): string | undefined =>
  text
    ?.slice(0, wordMax)
    .replace(/\p{Cc}+/gu, " ")
    .trim() || undefined;
