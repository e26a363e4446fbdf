import type { BackendAbility, BackendKind } from "#cli-bridge/protocol/backend-answer.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { BackendAdapter } from "#lib/backends/adapter.ts";
import { adapterOf } from "#lib/backends/adapters.ts";
import { discoverAt } from "#lib/backends/discover/discover-backends.ts";
import type { BackendHttp } from "#lib/backends/http/backend-http.ts";
import { openBackendHttp } from "#lib/backends/http/open-backend-http.ts";
import type { Instance } from "#lib/backends/instance.ts";
import { findInstance } from "#lib/backends/instances/find-instance.ts";
import type { Session } from "./session.ts";

export type Backend = { instance: Instance; http: BackendHttp; adapter: BackendAdapter };

type Wanted = {
  /** Its name, id or address. */
  said: string | undefined;
  kinds?: readonly BackendKind[];
};

/** Finds the server that is meant, and lets go of it whatever happens. */
export async function withBackend<Value>(
  session: Session,
  { said, kinds }: Wanted,
  work: (backend: Backend) => Promise<Value>,
): Promise<Value> {
  const home = (await session.settings()).home.value;
  const instance = await findInstance({ home }, { said, kinds, kindAt });
  const http = openBackendHttp(instance);
  try {
    return await work({ instance, http, adapter: await adapterOf(instance.kind) });
  } finally {
    await http.close();
  }
}

export async function kindAt(url: URL): Promise<BackendKind> {
  const found = await discoverAt(url);
  if (found) return found.kind;
  throw new ConsoleError("not-found", `At ${url.origin} no server of models answers.`, {
    hint: "See that it runs and that the address is right, or say what it is with: modeldeck backend-add --kind",
  });
}

/** Refuses in words what this very server cannot do. */
export async function guardAbility({ instance, http, adapter }: Backend, ability: BackendAbility) {
  const abilities = await adapter.abilities(http);
  if (abilities.includes(ability)) return;
  const others = abilities.map((each) => verbs[each]).join("; ");
  throw new ConsoleError("bad-input", `${instance.name} cannot ${verbs[ability]}.`, {
    hint: others === "" ? "Its models come and go with the server itself." : `It can ${others}.`,
  });
}

const verbs: Record<BackendAbility, string> = {
  load: "load a model on request",
  unload: "unload a model on request",
  show: "tell about a model",
  pull: "fetch models",
  download: "download models",
  delete: "delete models",
  copy: "copy models",
  create: "create models",
  push: "push models",
  chat: "chat",
  metrics: "tell figures",
};
