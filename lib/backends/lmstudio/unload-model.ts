import { z } from "zod";
import { askFor } from "../http/ask-for.ts";
import type { BackendHttp } from "../http/backend-http.ts";

const unloadAnswer = z.object({ instance_id: z.string() });
const unloadMs = 60_000;

/** By the name of its instance: the model's own would leave a second one where it is. */
export async function unloadFromLmStudio(http: BackendHttp, id: string, signal?: AbortSignal): Promise<void> {
  await askFor(http, "/api/v1/models/unload", {
    ...{ body: { instance_id: id }, shape: unloadAnswer },
    ...{ waitMs: unloadMs, limitMs: unloadMs, signal },
  });
}
