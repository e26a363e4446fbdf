import { type Answering, type BackendServer, type Routes, serveBackend } from "../backend/serve-backend.ts";
import { streamChat } from "../backend/stream-chat.ts";

export type LmDeployOptions = {
  port?: number;
  isStarting?: boolean;
  token?: string;
  model?: string;
  adapters?: string[];
  /** Those before the health monitor say nothing in `/health` and cannot sleep. */
  isOld?: boolean;
  hasMetrics?: boolean;
  pace?: () => Promise<void>;
};

export type TestLmDeploy = BackendServer & { state: { isAsleep: boolean; isUnhealthy: boolean } };

/** A server that behaves as `lmdeploy serve api_server` does. */
export async function startTestLmDeploy(options: LmDeployOptions = {}): Promise<TestLmDeploy> {
  const { model = "internlm3-8b-instruct", isOld = false, token, isStarting = false } = options;
  const state = { isAsleep: false, isUnhealthy: false };
  const routes: Routes = {
    ...routesOfModels({ ...options, model }, state),
    "GET /health": ({ json, text }) => (isOld ? text(200, "") : json(...healthOf(state))),
    ...(!isOld && routesOfSleep(state)),
    ...(options.hasMetrics !== false && {
      "GET /metrics": ({ text }: Answering) => text(200, metricsOf(model), "text/plain; version=0.0.4"),
    }),
    "GET /terminate": ({ json }) => json(400, refusal(400, "The server can not be terminated by a client.")),
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

type State = TestLmDeploy["state"];

/** Its errors have no `error` around them. */
const refusal = (code: number, message: string) => ({
  ...{ message, type: "invalid_request_error", code },
  ...{ param: null, object: "error" },
});

function healthOf({ isAsleep, isUnhealthy }: State): [number, unknown] {
  if (isUnhealthy) return [503, { status: "unhealthy", message: "The engine does not answer." }];
  return [200, { status: isAsleep ? "sleeping" : "healthy" }];
}

function isAllowed({ path, headers, json }: Answering, token: string | undefined): boolean {
  const isOpen = path === "/health" || path === "/metrics";
  if (token === undefined || isOpen || headers.authorization === `Bearer ${token}`) return true;
  json(401, {
    detail: { error: { message: "Please request with valid api key!", code: "invalid_api_key" } },
  });
  return false;
}

const routesOfModels = (options: LmDeployOptions & { model: string }, state: State): Routes => ({
  "GET /v1/models": ({ json }) => {
    const base = { object: "model", created: 1_795_000_000, owned_by: "lmdeploy", permission: [] };
    const rows = [options.model, ...(options.adapters ?? [])].map((id) => ({
      ...base,
      ...{ id, root: id, parent: id === options.model ? null : options.model },
    }));
    json(200, { object: "list", data: rows });
  },
  "POST /v1/chat/completions": async (answering) => {
    const wanted = String(answering.body.model ?? "");
    if (state.isAsleep) return answering.json(503, refusal(503, "The engine is sleeping."));
    if (wanted !== options.model) {
      return answering.json(404, refusal(404, `The model \`${wanted}\` does not exist.`));
    }
    await streamChat(answering, { model: wanted, ...(options.pace && { pace: options.pace }) });
  },
});

/** Even without a body they want to be told that it would be JSON. */
const asJson = (then: (answering: Answering) => void) => (answering: Answering) => {
  if (answering.headers["content-type"]?.startsWith("application/json")) return then(answering);
  const detail = [{ type: "content_type", loc: ["header", "content-type"], msg: "Unsupported Media Type" }];
  answering.json(400, { detail });
};

const routesOfSleep = (state: State): Routes => ({
  "POST /sleep": asJson(({ text }) => {
    state.isAsleep = true;
    text(200, "");
  }),
  "POST /wakeup": asJson(({ query, text }) => {
    const tags = query.getAll("tags");
    if (tags.length === 0 || tags.includes("kv_cache")) state.isAsleep = false;
    text(200, "");
  }),
  "GET /is_sleeping": ({ json }) => json(200, { is_sleeping: state.isAsleep }),
});

const metricsOf = (model: string) =>
  Object.entries({
    num_requests_running: 3,
    num_requests_waiting: 0,
    gpu_cache_usage_perc: 0.12,
    prompt_tokens_total: 911,
    generation_tokens_total: 4711,
  })
    .map(([name, value]) => `lmdeploy:${name}{engine="0",model_name="${model}"} ${value}\n`)
    .join("");
