import { z } from "zod";
import type { BackendModel, LoadedModel } from "#cli-bridge/protocol/backend-answer.ts";
import { modelsMax } from "../bounded-adapter.ts";
import { guardReply } from "../http/ask-for.ts";
import { strange } from "../http/backend-error.ts";
import type { BackendHttp } from "../http/backend-http.ts";

const size = z.number().int().positive();
const statusWord = z.enum(["unloaded", "loading", "loaded", "sleeping", "downloading"]);
const row = z.object({
  id: z.string().min(1),
  owned_by: z.string().nullish(),
  meta: z.object({ n_ctx_train: size, n_params: size, size: size }).partial().nullish().catch(undefined),
  /** Only a router tells one. */
  status: z
    .object({
      value: statusWord.catch("unloaded"),
      failed: z.boolean().nullish(),
      exit_code: z.number().nullish(),
    })
    .nullish()
    .catch(undefined),
});
const list = z.object({ data: z.array(z.unknown()) });
const props = z.object({
  default_generation_settings: z.object({ n_ctx: size }).partial().nullish().catch(undefined),
  build_info: z.string().nullish(),
  is_sleeping: z.boolean().nullish(),
});

export type LlamaRow = z.infer<typeof row>;
export type LlamaModels = { isLoading: boolean; isRouter: boolean; rows: LlamaRow[] };

/** Its list. While its one model is loaded it has none to show, and says so to everything. */
export async function readLlamaModels(http: BackendHttp): Promise<LlamaModels> {
  const path = "/models";
  const { status, value } = await http.json(path);
  if (isLoadingNow(status, value)) return { isLoading: true, isRouter: false, rows: [] };
  guardReply(http.base, { path, status, value });
  const checked = list.safeParse(value);
  if (!checked.success) throw strange(http.base, `answered to ${path} without a list of models`);
  const rows = checked.data.data.slice(0, modelsMax).flatMap((each) => row.safeParse(each).data ?? []);
  // One that serves a single model lists just that, without a status.
  return { isLoading: false, isRouter: rows.every((each) => each.status), rows };
}

const unavailable = z.object({ error: z.object({ type: z.literal("unavailable_error") }) });

export const isLoadingNow = (status: number, value: unknown): boolean =>
  status === 503 && unavailable.safeParse(value).success;

export async function readProps(http: BackendHttp): Promise<z.infer<typeof props> | undefined> {
  const { status, value } = await http.json("/props");
  return status === 200 ? props.safeParse(value).data : undefined;
}

export const toModel = ({ id, meta, status }: LlamaRow): BackendModel => ({
  ...{ id, format: "gguf", bytes: meta?.size, contextLength: meta?.n_ctx_train },
  isLoaded: status ? status.value === "loaded" || status.value === "sleeping" : true,
});

const states: Partial<Record<z.infer<typeof statusWord>, LoadedModel["state"]>> = {
  ...{ loading: "loading", loaded: "ready", sleeping: "sleeping" },
};

/** What is in memory, with the weights as the least that it takes. */
export async function loadedInLlama(http: BackendHttp): Promise<LoadedModel[]> {
  const { rows, isRouter } = await readLlamaModels(http);
  const told = isRouter ? undefined : await readProps(http);
  return rows.flatMap(({ id, meta, status }) => {
    const state = status
      ? states[status.value]
      : told?.is_sleeping
        ? ("sleeping" as const)
        : ("ready" as const);
    if (state === undefined) return [];
    return [
      {
        ...{ id, model: id, state },
        ...(meta?.size !== undefined && { bytes: meta.size, isEstimate: true as const }),
        contextLength: told?.default_generation_settings?.n_ctx,
        ...(!status && { expiresAt: "never" as const }),
      },
    ];
  });
}
