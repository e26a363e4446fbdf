import type { BackendAnswer } from "#cli-bridge/protocol/backend-answer.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { isModel } from "#lib/backends/start-model.ts";
import type { KeptChat } from "#lib/state/chats.ts";
import type { Backends } from "../backends/make-backends.ts";

export type Servers = Pick<Backends, "seen" | "refresh" | "loadingAt" | "converse">;

/** The server that a chat asks, unless it is away or busy with a load. What it was seen at last may be long ago. */
export async function guardServer(
  servers: Servers,
  { instance, model }: Pick<KeptChat, "instance" | "model">,
): Promise<{ server: BackendAnswer; hasToLoad: boolean }> {
  const known = knownServer(servers, instance);
  if (known === undefined) throw gone(instance);
  const isBusy = known.loaded.some(({ state }) => state === "loading");
  const isAsUsual = known.state === "healthy" && !isBusy && !hasToLoad(known, model);
  const server = isAsUsual ? known : await servers.refresh(instance);
  const { name, state, problem } = server;
  if (state === "offline") throw away(server);
  const loading = await servers.loadingAt(instance);
  if (loading !== undefined) throw busy(`${name} is taking ${loading} into memory.`);
  if (state === "starting") throw busy(`${name} is starting. ${problem?.message ?? ""}`.trim());
  return { server, hasToLoad: hasToLoad(server, model) };
}

/** Of a server that cannot be told to load, nobody knows. */
const hasToLoad = ({ capabilities, loaded }: BackendAnswer, model: string) =>
  capabilities.includes("load") && !loaded.some((each) => isModel(each, model));

export const knownServer = ({ seen }: Pick<Servers, "seen">, id: string): BackendAnswer | undefined =>
  seen().find((server) => server.id === id);

const gone = (id: string) =>
  new ConsoleError("conflict", `The server that this chat asks is not known any more: ${id.slice(0, 80)}.`, {
    hint: "Choose another server for this chat, or add that one again.",
  });

const away = ({ name, problem }: BackendAnswer) =>
  new ConsoleError("backend-offline", problem?.message ?? `${name} does not answer.`, {
    hint: problem?.hint ?? "See that it runs, or choose another server for this chat.",
  });

const busy = (message: string) =>
  new ConsoleError("busy", message, { hint: "Wait until that is done, and ask again." });
