import type { BackendState, LoadedModel } from "#cli-bridge/protocol/backend-answer.ts";
import { adapterOf } from "#lib/backends/adapters.ts";
import { discoverBackends } from "#lib/backends/discover/discover-backends.ts";
import { toBackendState } from "#lib/backends/http/backend-error.ts";
import { openBackendHttp } from "#lib/backends/http/open-backend-http.ts";
import type { Instance } from "#lib/backends/instance.ts";
import { toInstance } from "#lib/backends/instances/environment.ts";
import { readInstances } from "#lib/backends/instances/read-instances.ts";
import { toByteWords, toCountWords } from "#lib/format.ts";
import { printTable } from "../table.ts";
import type { Handler } from "./index.ts";

type Seen = {
  instance: Instance;
  state: BackendState;
  says?: string | undefined;
  version?: string | undefined;
  loaded: LoadedModel[];
};

export const backends: Handler<"backends"> = async ({ discover }, session) => {
  const { print } = session;
  const home = (await session.settings()).home.value;
  const onProblem = (message: string) => print.note(`warning: ${message}`);
  const known = await readInstances({ home, onProblem });
  const found = discover
    ? (await discoverBackends()).map(({ kind, url }) => toInstance({ kind, url, from: "found" }))
    : [];
  const ids = new Set(known.map(({ id }) => id));
  const instances = [...known, ...found.filter(({ id }) => !ids.has(id))];
  // Each is asked at once, so one that hangs holds up no other.
  const seen = await Promise.all(instances.map(look));
  print.json({ backends: seen.map(({ instance, ...told }) => ({ ...plainOf(instance), ...told })) });
  if (seen.length === 0) {
    print.line("No backend is known. Look for those of this machine with: modeldeck backends --discover");
    return 0;
  }
  printTable(
    print,
    [
      { title: "Name" },
      { title: "State" },
      { title: "Version" },
      { title: "In memory" },
      { title: "Address" },
    ],
    seen.map(({ instance, state, version, loaded }) => [
      instance.name,
      state,
      version ?? "",
      loaded.map(loadedWords).join(", "),
      instance.url.href.replace(/\/$/, ""),
    ]),
  );
  for (const { instance, says } of seen) if (says) print.line(`  ${instance.name}: ${says}`);
  const healthy = seen.filter(({ state }) => state === "healthy").length;
  print.line();
  print.line(`${toCountWords(seen.length, "backend")}, ${healthy} healthy.`);
  return 0;
};

async function look(instance: Instance): Promise<Seen> {
  const http = openBackendHttp(instance);
  try {
    const adapter = await adapterOf(instance.kind);
    const { state, message } = await adapter.health(http);
    // One whose health is open may keep all else for those who have its key.
    const [version, loaded] = await Promise.all([
      adapter.version(http).catch(() => undefined),
      state === "starting" ? [] : adapter.loaded(http),
    ]);
    return { instance, state, says: message, version, loaded };
  } catch (error) {
    const { state, message } = toBackendState(error);
    return { instance, state, says: message, loaded: [] };
  } finally {
    await http.close();
  }
}

const plainOf = ({ id, name, kind, url, from, tags, token }: Instance) => ({
  ...{ id, name, kind, url: url.href.replace(/\/$/, ""), from, tags },
  hasToken: token !== undefined,
});

const loadedWords = ({ model, bytes, state }: LoadedModel): string =>
  [model, bytes === undefined ? undefined : toByteWords(bytes), state === "ready" ? undefined : state]
    .filter((word) => word !== undefined)
    .join(" ");
