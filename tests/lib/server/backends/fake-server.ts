import type { BackendModel, LoadedModel } from "#cli-bridge/protocol/backend-answer.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { BackendAdapter } from "#lib/backends/adapter.ts";
import type { BackendHttp } from "#lib/backends/http/backend-http.ts";
import { toInstance } from "#lib/backends/instances/environment.ts";
import type { Clock } from "#lib/server/backends/clock.ts";

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Time that goes on only when it is told to, each wait ending in its turn and all that came of it being settled. */
export function makeClock(settle: () => Promise<void> = nextTurn) {
  let now = Date.parse("2026-11-21T00:00:00.000Z");
  const waits = new Map<number, { at: number; does: () => void }>();
  let last = 0;
  const clock: Clock = {
    now: () => now,
    after: (ms, does) => {
      const id = ++last;
      waits.set(id, { at: now + ms, does });
      return () => void waits.delete(id);
    },
  };
  /** Lets time pass, and what it sets going come to rest. */
  async function pass(ms: number): Promise<void> {
    const until = now + ms;
    for (;;) {
      await settle();
      const [due] = [...waits].filter(([, { at }]) => at <= until).sort(([, a], [, b]) => a.at - b.at);
      if (!due) break;
      waits.delete(due[0]);
      now = Math.max(now, due[1].at);
      due[1].does();
    }
    now = until;
    await settle();
  }
  return { clock, pass };
}

const offline = () => new ConsoleError("backend-offline", "It does not answer: nothing listens there.");
const loadedModel = (model: string, state: LoadedModel["state"]): LoadedModel => ({
  id: model,
  model,
  state,
});

/** A server in the mind of the test, with what was asked of it. */
export function makeServer(port = 1) {
  const server = {
    instance: toInstance({
      kind: "ollama",
      url: new URL(`http://127.0.0.1:${port}`),
      from: "saved",
      name: "A",
    }),
    isUp: true,
    hangs: false,
    loaded: [] as LoadedModel[],
    models: [] as BackendModel[],
    asked: { health: 0, loaded: 0, list: 0, version: 0 },
    /** Answers once with nothing in memory, as one does that reloads. */
    blinks: false,
    load: (model: string, state: LoadedModel["state"] = "ready") => {
      server.loaded = [...server.loaded.filter(({ id }) => id !== model), loadedModel(model, state)];
    },
  };
  const ask = async <Value>(what: keyof typeof server.asked, value: () => Value): Promise<Value> => {
    server.asked[what]++;
    if (server.hangs) await new Promise(() => undefined);
    if (!server.isUp) throw offline();
    return value();
  };
  const adapter: BackendAdapter = {
    kind: "ollama",
    identify: async () => undefined,
    health: () => ask("health", () => ({ state: "healthy" as const })),
    version: () => ask("version", () => "1.2.3"),
    list: () => ask("list", () => server.models),
    loaded: () =>
      ask("loaded", () => {
        const isBlink = server.blinks;
        server.blinks = false;
        return isBlink ? [] : server.loaded;
      }),
    abilities: async () => ["load", "unload", "delete"],
    converse: nothing,
    endpoints: { native: "", openai: "/v1" },
  };
  return Object.assign(server, { adapter });
}

const unused = () => Promise.reject(new Error("The test's server is asked through its adapter."));

async function* nothing(): AsyncGenerator<never> {
  yield await unused();
}

export const noHttp = (base: URL): BackendHttp => ({
  ...{ base, json: unused, text: unused, lines: nothing, events: nothing, socket: unused },
  close: async () => undefined,
});
