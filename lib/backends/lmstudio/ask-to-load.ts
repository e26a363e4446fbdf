import { z } from "zod";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Loading } from "../adapter.ts";
import { askFor } from "../http/ask-for.ts";
import type { BackendHttp, BackendSocket } from "../http/backend-http.ts";
import { isNamed, type LmModels } from "./lm-models.ts";
import { loadBySocket } from "./load-by-socket.ts";
import type { LoadSign } from "./load-state.ts";
import { type LmDomain, openLmSocket } from "./open-lm-socket.ts";
import { unloadFromLmStudio } from "./unload-model.ts";

export type LoadWish = Pick<Loading, "contextLength" | "options" | "replaces" | "signal"> & {
  /** Without use; for ever where it is left out. */
  staysSeconds?: number | undefined;
};

export type AskedLoad = {
  http: BackendHttp;
  model: string;
  hear: (sign: LoadSign) => void;
  loading: LoadWish;
  limitMs: number;
  within: AbortSignal;
};

/**
 * By the socket, which tells how far it is, or by REST. The socket is sought before anything is unloaded: what cannot be
 * said without it should not cost anybody a model.
 */
export async function askToLoad(load: AskedLoad, found: LmModels): Promise<void> {
  const way = await openWay(load, found);
  try {
    if (!way) guardStay(load);
    if (load.loading.replaces) await makeRoom(load, found);
    load.hear({ sign: "sent" });
    const instance = (way && (await askBySocket(load, way))) ?? (await askByRest(load));
    load.hear({ sign: "answered", instance });
  } finally {
    await way?.socket.close();
  }
}

type Way = { socket: BackendSocket; domain: LmDomain };

/** What REST alone knows goes by REST: options by its names, and models that its list does not tell the kind of. */
async function openWay(load: AskedLoad, { models }: LmModels): Promise<Way | undefined> {
  const known = models.find((model) => isNamed(model, load.model));
  if (!known || load.loading.options !== undefined) return undefined;
  const domain = known.capabilities?.includes("embedding") ? "embedding" : "llm";
  const socket = await openLmSocket(load.http, domain, { asker: load.within });
  return socket && { socket, domain };
}

function guardStay({ http, loading }: AskedLoad): void {
  if (loading.staysSeconds === undefined) return;
  throw new ConsoleError(
    "not-available",
    `${http.base.origin} cannot be told for how long a model stays: the socket for that does not answer.`,
    { hint: "Leave the time out, and the model stays until it is unloaded." },
  );
}

async function makeRoom({ http, hear, within }: AskedLoad, { models }: LmModels): Promise<void> {
  const ids = models.flatMap(({ instances }) => instances.map(({ id }) => id));
  hear({ sign: "unloading", ids });
  for (const id of ids) {
    await unloadFromLmStudio(http, id, within).catch(passGone);
    hear({ sign: "unloaded", id });
  }
}

/** Somebody else may have been quicker. */
function passGone(error: unknown): void {
  if (!(error instanceof ConsoleError) || error.code !== "backend-model") throw error;
}

const askBySocket = ({ http, model, hear, loading, within }: AskedLoad, { socket, domain }: Way) =>
  loadBySocket(http, socket, {
    ...{ model, domain, within, asker: loading.signal },
    ...{ contextLength: loading.contextLength, staysSeconds: loading.staysSeconds },
    onProgress: (share) => hear({ sign: "progress", share }),
  });

const loadAnswer = z.object({ instance_id: z.string().min(1), status: z.literal("loaded") });

async function askByRest(load: AskedLoad): Promise<string> {
  guardStay(load);
  const { http, model, loading, limitMs, within } = load;
  const context = loading.contextLength === undefined ? {} : { context_length: loading.contextLength };
  const answer = await askFor(http, "/api/v1/models/load", {
    ...{ body: { model, ...context, ...loading.options }, shape: loadAnswer },
    ...{ waitMs: limitMs, limitMs: Number.POSITIVE_INFINITY, signal: within },
  });
  return answer.instance_id;
}
