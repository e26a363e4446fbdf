import type { BackendModel } from "#cli-bridge/protocol/backend-answer.ts";
import { modelsMax } from "../bounded-adapter.ts";
import { askFor } from "../http/ask-for.ts";
import type { BackendAsking, BackendHttp } from "../http/backend-http.ts";
import { loadedModels } from "./loaded-models.ts";
import {
  contextLengthOf,
  type ListedModel,
  listAnswer,
  listedModel,
  type ShownModel,
  shownModel,
  toToldWord,
} from "./server-answers.ts";

type Asking = Pick<BackendAsking, "waitMs" | "limitMs" | "signal"> & {
  /** What the list leaves out may stay unknown. */
  isListOnly?: boolean | undefined;
  /** From then on nothing more is asked about single models; what was not told stays unknown. */
  detailsEnd?: AbortSignal | undefined;
  onModel?: ((id: string, count: number, total: number) => void) | undefined;
};

const listBytesMax = 32 * 1024 * 1024;
const askedAtOnce = 4;
/** Whoever waits for the whole gives up at twice that, and asks again soon: questions of two looks must not pile up. */
const detailsMs = 10_000;

export type OllamaList = { models: BackendModel[]; nameless: number };

/** All that it has, with which of them are in memory. */
export async function listModels(http: BackendHttp): Promise<BackendModel[]> {
  const [{ models }, loaded] = await Promise.all([
    readList(http, { detailsEnd: AbortSignal.timeout(detailsMs) }),
    loadedModels(http).catch(() => []),
  ]);
  const names = new Set(loaded.map(({ model }) => model));
  return models.map((model) => ({ ...model, isLoaded: names.has(model.id) }));
}

/** What is in its list; what the list leaves out is asked for, model by model. */
export async function readList(
  http: BackendHttp,
  { isListOnly = false, detailsEnd, onModel, ...asking }: Asking = {},
): Promise<OllamaList> {
  const list = await askFor(http, "/api/tags", { shape: listAnswer, bytesMax: listBytesMax, ...asking });
  const rows = (list.models ?? []).slice(0, modelsMax).map((row) => listedModel.safeParse(row).data);
  const named = rows.flatMap((row) => {
    const id = row?.model || row?.name;
    return row && id ? [{ id, row }] : [];
  });
  const models: BackendModel[] = [];
  const waiting = named.entries();
  const work = async (): Promise<void> => {
    for (const [at, { id, row }] of waiting) {
      const isWhole = row.capabilities && (row.details?.context_length || row.remote_host);
      const isAsked = !isWhole && !isListOnly && !detailsEnd?.aborted;
      const shown = isAsked ? await mayShow(http, id, [asking.signal, detailsEnd]) : undefined;
      models[at] = toBackendModel(id, row, shown);
      onModel?.(id, at + 1, named.length);
    }
  };
  await Promise.all(Array.from({ length: askedAtOnce }, work));
  return { models, nameless: rows.length - named.length };
}

/** What a server says of one model: parameters, template, system, licence. */
export const showModel = (http: BackendHttp, model: string, signal?: AbortSignal): Promise<ShownModel> =>
  askFor(http, "/api/show", { body: { model, name: model }, shape: shownModel, signal });

async function mayShow(http: BackendHttp, id: string, [signal, end]: (AbortSignal | undefined)[]) {
  const ends = [signal, end].filter((each) => each !== undefined);
  try {
    return await showModel(http, id, AbortSignal.any(ends));
  } catch {
    signal?.throwIfAborted();
    return undefined;
  }
}

function toBackendModel(id: string, row: ListedModel, shown: ShownModel | undefined): BackendModel {
  const details = { ...shown?.details, ...row.details };
  const host = row.remote_host || shown?.remote_host;
  const remoteModel = row.remote_model || shown?.remote_model;
  return {
    id,
    bytes: row.size ?? undefined,
    digest: row.digest?.replace(/^sha256:/, "") || undefined,
    family: toToldWord(details.family),
    format: toToldWord(details.format),
    parameterSize: toToldWord(details.parameter_size),
    quantization: toToldWord(details.quantization_level),
    contextLength: row.details?.context_length ?? (shown && contextLengthOf(shown)) ?? undefined,
    capabilities: row.capabilities ?? shown?.capabilities ?? undefined,
    modifiedAt: row.modified_at || undefined,
    remote: host ? { host, model: remoteModel || undefined } : undefined,
    isLoaded: false,
  };
}
