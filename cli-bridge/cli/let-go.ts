import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { stopModel } from "#lib/backends/stop-model.ts";
import type { Backend } from "./with-backend.ts";

/** Long enough for an answer that is being written to end. */
const polls = 60;

/** Takes a model out of a server's memory, and is content only when the server says that it has gone. */
export async function letGo({ instance, adapter, http }: Backend, model: string, signal: AbortSignal) {
  const { outcome } = await stopModel(adapter, http, model, { signal, polls });
  if (outcome !== "still-loaded") return;
  throw new ConsoleError("backend-timeout", `${model} is still in the memory of ${instance.name}.`, {
    hint: "It may be answering somebody; try again later. If the console started that server, restart it: modeldeck backend-restart",
  });
}
