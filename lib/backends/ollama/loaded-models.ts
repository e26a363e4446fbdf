import type { LoadedModel } from "#cli-bridge/protocol/backend-answer.ts";
import { modelsMax } from "../bounded-adapter.ts";
import { askWithHead } from "../http/ask-for.ts";
import type { BackendHttp } from "../http/backend-http.ts";
import { listAnswer, type RunningModel, runningModel, toToldWord } from "./server-answers.ts";

const yearMs = 365 * 24 * 3600 * 1000;
const skewMsMin = 2000;
const firstYear = Date.parse("0000-01-01T00:00:00Z");

/** What is in its memory, with every time in this machine's own clock. */
export async function loadedModels(http: BackendHttp, signal?: AbortSignal): Promise<LoadedModel[]> {
  const { value, headers } = await askWithHead(http, "/api/ps", { shape: listAnswer, signal });
  const here = Date.now();
  const there = Date.parse(headers.get("date") ?? "");
  // The server's word is whole seconds, and some of them are the way.
  const ahead = Number.isNaN(there) || Math.abs(there - here) < skewMsMin ? 0 : there - here;
  return (value.models ?? []).slice(0, modelsMax).flatMap((row) => {
    const running = runningModel.safeParse(row).data;
    const model = running?.model || running?.name;
    return running && model ? [toLoaded(model, running, { here, ahead })] : [];
  });
}

function toLoaded(
  model: string,
  row: RunningModel,
  { here, ahead }: { here: number; ahead: number },
): LoadedModel {
  const expires = Date.parse(row.expires_at ?? "") - ahead;
  // A time before the year 0 has another way of writing, and one too early for a date has none.
  const isKnown = expires >= firstYear;
  const isForEver = isKnown && expires - here > 100 * yearMs;
  return {
    id: model,
    model,
    state: isKnown && expires < here ? "stopping" : "ready",
    bytes: row.size ?? undefined,
    gpuBytes: row.size_vram ?? undefined,
    contextLength: row.context_length ?? undefined,
    expiresAt: isForEver ? "never" : isKnown ? new Date(expires).toISOString() : undefined,
    parameterSize: toToldWord(row.details?.parameter_size),
    quantization: toToldWord(row.details?.quantization_level),
  };
}
