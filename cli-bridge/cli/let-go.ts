import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { ownedServers } from "#cli-bridge/run/owned-servers.ts";
import { instanceIdOf } from "#lib/backends/instances/instance-id.ts";
import type { Wait } from "#lib/backends/start-model.ts";
import { stopModel } from "#lib/backends/stop-model.ts";
import type { Session } from "./session.ts";
import type { Backend } from "./with-backend.ts";

/** Long enough for an answer that is being written to end. */
const polls = 60;

type Leaving = { session: Pick<Session, "settings">; signal: AbortSignal; wait?: Wait };

/** Takes a model out of a server's memory, and is content only when the server says that it has gone. */
export async function letGo(
  { instance, adapter, http }: Backend,
  model: string,
  { session, ...stopping }: Leaving,
): Promise<void> {
  const { outcome } = await stopModel(adapter, http, model, { ...stopping, polls });
  if (outcome !== "still-loaded") return;
  const owned = await ownedServers((await session.settings()).home.value);
  const ours = owned.find(({ server }) => instanceIdOf(server.kind, new URL(server.url)) === instance.id);
  throw new ConsoleError("backend-timeout", `${model} is still in the memory of ${instance.name}.`, {
    offer: ours && {
      says: `Restart ${instance.name}`,
      ...{ command: "backend-restart", input: { server: ours.folder.id } },
    },
    hint: ours
      ? `It may be answering somebody; try again later, or restart the server, which lets go of all it holds: modeldeck backend-restart ${ours.folder.id}`
      : "It may be answering somebody; try again later. If it stays, restart the server where it was started.",
  });
}
