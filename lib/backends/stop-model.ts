import type { LoadedModel } from "#cli-bridge/protocol/backend-answer.ts";
import type { BackendAdapter } from "./adapter.ts";
import type { BackendHttp } from "./http/backend-http.ts";
import { cannot, isModel, type Wait, waitFor } from "./start-model.ts";

type Stopping = {
  signal?: AbortSignal | undefined;
  /** How often the server is asked whether it has gone. */
  polls?: number;
  pauseMs?: number;
  wait?: Wait;
  onPoll?: (poll: number, left: LoadedModel[]) => void;
};

/** `still-loaded`: the server agreed, and the model is in memory none the less. */
export type Stopped = { outcome: "gone" | "not-loaded" | "still-loaded"; left: LoadedModel[] };

/** Takes a model out of memory, by its own name or by that of its instance, and sees that it has gone. */
export async function stopModel(
  adapter: BackendAdapter,
  http: BackendHttp,
  model: string,
  { signal, polls = 10, pauseMs = 1000, wait = waitFor, onPoll }: Stopping = {},
): Promise<Stopped> {
  const unload = adapter.unload;
  if (unload === undefined) throw cannot(http, "unload");
  const findLeft = async () => (await adapter.loaded(http)).filter((each) => isModel(each, model));
  let left = await findLeft();
  if (left.length === 0) return { outcome: "not-loaded", left };
  await Promise.all(left.map(({ id }) => unload(http, id, signal)));
  for (let poll = 1; poll <= polls; poll += 1) {
    left = await findLeft();
    if (left.length === 0) return { outcome: "gone", left };
    onPoll?.(poll, left);
    if (poll < polls) await wait(pauseMs, signal);
  }
  return { outcome: "still-loaded", left };
}
