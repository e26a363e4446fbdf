import { type Answering, type BackendServer, type Routes, serveBackend } from "../backend/serve-backend.ts";
import { streamChat } from "../backend/stream-chat.ts";
import { metricsOfVllm } from "./vllm-metrics.ts";

export type VllmOptions = {
  port?: number;
  /** Its address is refused until `start()`, as while weights are loaded and compiled. */
  isStarting?: boolean;
  token?: string;
  model?: string;
  contextLength?: number;
  adapters?: string[];
  /** `VLLM_SERVER_DEV_MODE=1`, which opens the ways to put it to sleep. */
  hasDevMode?: boolean;
  hasLoraUpdates?: boolean;
  /** With the names that its metrics had in earlier years. */
  hasOldMetrics?: boolean;
  pace?: () => Promise<void>;
};

export type TestVllm = BackendServer & {
  state: { isDead: boolean; isAsleep: boolean; level: number; adapters: string[] };
};

/** A server that behaves as `vllm serve` does. */
export async function startTestVllm(options: VllmOptions = {}): Promise<TestVllm> {
  const { model = "Qwen/Qwen3-8B", token, isStarting = false } = options;
  const state = { isDead: false, isAsleep: false, level: 0, adapters: [...(options.adapters ?? [])] };
  const routes: Routes = {
    ...routesInTheOpen(state, model, options.hasOldMetrics ?? false),
    ...routesOfModels({ ...options, model, state }),
    ...(options.hasDevMode && routesOfSleep(state)),
    ...(options.hasLoraUpdates && routesOfLora(state)),
  };
  const server = await serveBackend(
    {
      port: options.port,
      headers: { server: "uvicorn" },
      routes: () => routes,
      guard: (answering) => isAllowed(answering, token),
      unknown: ({ json }) => json(404, { detail: "Not Found" }),
    },
    !isStarting,
  );
  return Object.assign(server, { state });
}

type State = TestVllm["state"];

/** The token covers the models' own ways only. */
function isAllowed({ path, headers, json }: Answering, token: string | undefined): boolean {
  const isCovered = /^\/(v1|v2|inference)(\/|$)/.test(path);
  if (token === undefined || !isCovered || headers.authorization === `Bearer ${token}`) return true;
  json(401, { error: "Unauthorized" });
  return false;
}

const refusal = (code: number, type: string, message: string) => ({
  error: { message, type, param: null, code },
});

const routesInTheOpen = (state: State, model: string, hasOldMetrics: boolean): Routes => ({
  "GET /health": ({ text }) => text(state.isDead ? 503 : 200, ""),
  "GET /ping": ({ text }) => text(state.isDead ? 503 : 200, ""),
  "GET /version": ({ json }) => json(200, { version: "0.32.0" }),
  "GET /load": ({ json }) => json(200, { server_load: 0 }),
  "GET /metrics": ({ text }) => text(200, metricsOfVllm(model, hasOldMetrics), "text/plain; version=0.0.4"),
});

type Serving = VllmOptions & { model: string; state: State };

const routesOfModels = ({ model, state, contextLength = 40_960, pace }: Serving): Routes => ({
  "GET /v1/models": ({ json }) => {
    const base = { object: "model", created: 1_795_000_000, owned_by: "vllm", permission: [] };
    const own = { ...base, id: model, root: model, parent: null, max_model_len: contextLength };
    const adapters = state.adapters.map((id) => ({
      ...base,
      id,
      root: `/adapters/${id}`,
      parent: model,
      max_model_len: null,
    }));
    json(200, { object: "list", data: [own, ...adapters] });
  },
  "POST /v1/chat/completions": async (answering) => {
    const wanted = String(answering.body.model ?? "");
    if (wanted === model || state.adapters.includes(wanted)) {
      // A question is kept, without so much as a status, until it is woken.
      if (state.isAsleep) return;
      return streamChat(answering, { model: wanted, ...(pace && { pace }) });
    }
    answering.json(
      404,
      refusal(404, "NotFoundError", `The model \`${wanted}\` does not exist. Valid aliases: ${model}.`),
    );
  },
});

const routesOfSleep = (state: State): Routes => ({
  "POST /sleep": ({ query, json }) => {
    const level = Number(query.get("level") ?? 1);
    Object.assign(state, { isAsleep: true, level });
    json(200, { status: "sleeping", level });
  },
  "POST /wake_up": ({ query, json }) => {
    const tags = query.has("tags") ? query.getAll("tags") : null;
    // With a tag only a part of it comes back; the cache is the last.
    if (!tags || tags.includes("kv_cache")) state.isAsleep = false;
    json(200, { status: state.isAsleep ? "sleeping" : "awake", tags });
  },
  "GET /is_sleeping": ({ json }) => json(200, { is_sleeping: state.isAsleep }),
  "POST /collective_rpc": ({ json }) => json(200, { results: [null] }),
});

const routesOfLora = (state: State): Routes => ({
  "POST /v1/load_lora_adapter": ({ body, json, text }) => {
    const name = String(body.lora_name ?? "");
    const message = `The lora adapter '${name}' has already been loaded. If you want to load the adapter in place, set 'load_inplace' to True.`;
    if (state.adapters.includes(name)) return json(400, refusal(400, "InvalidUserInput", message));
    state.adapters.push(name);
    text(200, `Success: LoRA adapter '${name}' added successfully.`);
  },
  "POST /v1/unload_lora_adapter": ({ body, json, text }) => {
    const name = String(body.lora_name ?? "");
    const place = state.adapters.indexOf(name);
    const message = `The lora adapter '${name}' cannot be found.`;
    if (place < 0) return json(404, refusal(404, "NotFoundError", message));
    state.adapters.splice(place, 1);
    text(200, `Success: LoRA adapter '${name}' removed successfully.`);
  },
});
