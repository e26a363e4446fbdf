import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import {
  contextLengthOf,
  type ListedModel,
  listAnswer,
  listedModel,
  type ShownModel,
  shownModel,
} from "./server-answers.ts";
import { byId, type StoredModel, type StoreReading, toKnown } from "./stored-model.ts";

type Asking = {
  /** How long the list may take; each question after it may take as long as is usual. */
  listMs?: number;
  signal?: AbortSignal | undefined;
  /** What the list leaves out may stay unknown. */
  isListOnly?: boolean;
  onModel?: (id: string, count: number, total: number) => void;
};

const answerMs = 10_000;
const bytesMax = 32 * 1024 * 1024;
const askedAtOnce = 4;

/** What Ollama's server says it holds. What its list leaves out is asked for, model by model. */
export async function askOllama(address: URL, asking: Asking = {}): Promise<StoreReading> {
  const list = listAnswer.safeParse(
    await ask(address, { path: "/api/tags", ms: asking.listMs ?? answerMs }, asking),
  ).data;
  if (!list) throw strange(address, "what it answered to /api/tags is no list of models");
  const reading: StoreReading = { store: address.origin, models: [], issues: [] };
  const listed: { id: string; row: ListedModel }[] = [];
  for (const row of list.models ?? []) {
    const model = listedModel.safeParse(row).data;
    const id = model?.model || model?.name;
    if (model && id) listed.push({ id, row: model });
    else reading.issues.push({ id: "a model", message: "the server names none in its list" });
  }
  const waiting = listed.values();
  const work = async (): Promise<void> => {
    for (const { id, row } of waiting) {
      reading.models.push(toStored(id, row, await shownOf(address, { id, row }, asking)));
      asking.onModel?.(id, reading.models.length, listed.length);
    }
  };
  await Promise.all(Array.from({ length: askedAtOnce }, work));
  reading.models.sort(byId);
  return reading;
}

/** A server that tells of abilities and context in its list need not be asked again. */
async function shownOf(
  address: URL,
  { id, row }: { id: string; row: ListedModel },
  asking: Asking,
): Promise<ShownModel | undefined> {
  const isWhole = row.capabilities && (row.details?.context_length || row.remote_host);
  if (isWhole || asking.isListOnly) return undefined;
  try {
    return shownModel.parse(await ask(address, { path: "/api/show", body: { model: id, name: id } }, asking));
  } catch {
    asking.signal?.throwIfAborted();
    return undefined;
  }
}

function toStored(id: string, row: ListedModel, shown: ShownModel | undefined): StoredModel {
  const details = { ...shown?.details, ...row.details };
  const remoteHost = row.remote_host || shown?.remote_host;
  const modified = new Date(row.modified_at ?? "");
  return {
    id,
    bytes: row.size ?? 0,
    digest: row.digest?.replace(/^sha256:/, "") || undefined,
    quantization: toKnown(details.quantization_level ?? undefined),
    family: toKnown(details.family ?? undefined),
    format: toKnown(details.format ?? undefined),
    parameterSize: toKnown(details.parameter_size ?? undefined),
    contextLength: row.details?.context_length ?? (shown && contextLengthOf(shown)) ?? undefined,
    capabilities: row.capabilities ?? shown?.capabilities ?? undefined,
    modifiedAt: (Number.isNaN(modified.getTime()) ? new Date(0) : modified).toISOString(),
    remote: remoteHost
      ? { host: remoteHost, model: (row.remote_model || shown?.remote_model) ?? undefined }
      : undefined,
  };
}

/** A redirect would lead to somebody who was not asked. */
async function ask(
  address: URL,
  { path, body, ms = answerMs }: { path: string; body?: object; ms?: number },
  { signal }: Asking,
): Promise<unknown> {
  const limit = AbortSignal.timeout(ms);
  const url = new URL(address.pathname.replace(/\/$/, "") + path, address);
  const answered = await fetch(url, {
    redirect: "error",
    signal: signal ? AbortSignal.any([signal, limit]) : limit,
    ...(body && {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  })
    .then(async (response) => ({ ok: response.ok, status: response.status, text: await readText(response) }))
    .catch((error: unknown) => {
      signal?.throwIfAborted();
      throw toUnreachable(address, limit.aborted ? `no answer within ${ms} ms` : causeOf(error), error);
    });
  if (!answered.ok) throw strange(address, `it answered ${answered.status} to ${path}`);
  try {
    return JSON.parse(answered.text);
  } catch {
    throw strange(address, `what it answered to ${path} is not JSON`);
  }
}

async function readText({ body }: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body ?? []) {
    bytes += part.length;
    if (bytes > bytesMax) throw new Error(`the answer is longer than ${bytesMax} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  return "code" in cause && typeof cause.code === "string" ? `${cause.code}` : cause.message;
}

function toUnreachable(address: URL, why: string, cause: unknown): ConsoleError {
  return new ConsoleError(
    "not-found",
    `Error listing Ollama models: ${address.origin} does not answer (${why}).`,
    {
      hint: "Start it with: ollama serve. Or name its address with --host, or read its folder with --from=store.",
      cause,
    },
  );
}

function strange(address: URL, why: string): ConsoleError {
  return new ConsoleError(
    "failed",
    `Error listing Ollama models: ${address.origin} is no Ollama server: ${why}.`,
    {
      hint: "See that --host or OLLAMA_HOST names Ollama's own address, without a path.",
    },
  );
}
