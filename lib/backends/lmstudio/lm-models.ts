import { z } from "zod";
import type { BackendModel, LoadedModel } from "#cli-bridge/protocol/backend-answer.ts";
import { modelsMax } from "../bounded-adapter.ts";
import { strange } from "../http/backend-error.ts";
import type { BackendHttp } from "../http/backend-http.ts";
import { errorTextOf, toRefusal } from "../http/to-refusal.ts";
import { servedModels, toBackendModel } from "../openai/served-models.ts";

const size = z.number().int().positive();
const word = z.string().min(1).nullish().catch(undefined);
const instance = z.object({
  id: z.string().min(1),
  config: z.object({ context_length: size.nullish() }).nullish(),
});

const newRow = z.object({
  type: z.string(),
  key: z.string().min(1),
  display_name: word,
  architecture: word,
  quantization: z.object({ name: word }).nullish(),
  size_bytes: z.number().nonnegative().nullish(),
  params_string: word,
  loaded_instances: z.array(instance).catch([]),
  max_context_length: size.nullish().catch(undefined),
  format: word,
  capabilities: z.object({ vision: z.boolean(), trained_for_tool_use: z.boolean() }).partial().nullish(),
  variants: z.array(z.string()).nullish(),
});

const oldRow = z.object({
  id: z.string().min(1),
  type: z.string(),
  arch: word,
  compatibility_type: word,
  quantization: word,
  state: z.string(),
  max_context_length: size.nullish().catch(undefined),
  loaded_context_length: size.nullish().catch(undefined),
});

/** The newest of its interfaces that this one speaks. Only with the first can it be told to load. */
export type Spoken = "v1" | "v0" | "openai";
export type LmModel = BackendModel & { variants: string[]; instances: LoadedModel[] };
export type LmModels = { speaks: Spoken; models: LmModel[] };

/** A model goes by its key and by those of its variants. */
export const isNamed = ({ id, variants }: LmModel, wanted: string): boolean =>
  id === wanted || variants.includes(wanted);

/** Its models by the newest interface that it has. Older ones answer to the new with a complaint that calls itself good. */
export async function readLmModels(http: BackendHttp): Promise<LmModels> {
  const rows = await rowsAt(http, "/api/v1/models", "models");
  if (rows) return { speaks: "v1", models: rows.flatMap((row) => fromNew(newRow.safeParse(row).data)) };
  const older = await rowsAt(http, "/api/v0/models", "data");
  if (older) return { speaks: "v0", models: older.flatMap((row) => fromOld(oldRow.safeParse(row).data)) };
  const served = await servedModels(http);
  return { speaks: "openai", models: served.map((row) => fromOpenAi(toBackendModel(row))) };
}

async function rowsAt(http: BackendHttp, path: string, key: string): Promise<unknown[] | undefined> {
  const { status, value } = await http.json(path);
  const said = errorTextOf(value);
  if (status === 404 || (status === 200 && said?.startsWith("Unexpected endpoint"))) return undefined;
  if (status !== 200 || said !== undefined) throw toRefusal({ base: http.base, path, status, value });
  const rows: unknown = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  if (Array.isArray(rows)) return rows.slice(0, modelsMax);
  throw strange(http.base, `answered to ${path} without a list of models`);
}

function fromNew(row: z.infer<typeof newRow> | undefined): LmModel[] {
  if (!row) return [];
  const { key, capabilities } = row;
  const told = {
    bytes: row.size_bytes ?? undefined,
    parameterSize: row.params_string ?? undefined,
    quantization: row.quantization?.name ?? undefined,
  };
  const can = [
    ...(row.type === "embedding" ? ["embedding"] : ["completion"]),
    ...(capabilities?.vision ? ["vision"] : []),
    ...(capabilities?.trained_for_tool_use ? ["tools"] : []),
  ];
  const instances = row.loaded_instances.map(({ id, config }) => ({
    ...{ id, model: key, state: "ready" as const, ...told },
    // It tells no number for memory: the file's size is the least that it takes.
    ...(told.bytes !== undefined && { isEstimate: true as const }),
    contextLength: config?.context_length ?? undefined,
  }));
  return [
    {
      ...{ id: key, name: row.display_name ?? undefined, ...told },
      ...{ family: row.architecture ?? undefined, format: row.format ?? undefined },
      ...{ contextLength: row.max_context_length ?? undefined, capabilities: can },
      ...{ isLoaded: instances.length > 0, variants: row.variants ?? [], instances },
    },
  ];
}

const abilitiesByType: Record<string, string[]> = {
  llm: ["completion"],
  vlm: ["completion", "vision"],
  embeddings: ["embedding"],
};

function fromOld(row: z.infer<typeof oldRow> | undefined): LmModel[] {
  if (!row) return [];
  const { id, state } = row;
  const quantization = row.quantization ?? undefined;
  const isLoaded = state === "loaded";
  const contextLength = row.loaded_context_length ?? undefined;
  const instance = { id, model: id, state: "ready" as const, quantization, contextLength };
  return [
    {
      ...{ id, quantization, family: row.arch ?? undefined, format: row.compatibility_type ?? undefined },
      ...{ contextLength: row.max_context_length ?? undefined, capabilities: abilitiesByType[row.type] },
      ...{ isLoaded, variants: [], instances: isLoaded ? [instance] : [] },
    },
  ];
}

/** This list tells what is in memory or all that there is, by a setting that nobody can ask for. */
const fromOpenAi = (model: BackendModel): LmModel => ({
  ...{ ...model, isLoaded: false },
  ...{ variants: [], instances: [] },
});
