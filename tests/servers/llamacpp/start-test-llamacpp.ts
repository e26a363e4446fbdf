import { type Answering, type BackendServer, type Routes, serveBackend } from "../backend/serve-backend.ts";
import { streamChat } from "../backend/stream-chat.ts";
import { LlamaRouter, type RoutedModel } from "./llama-router.ts";

export type LlamaCppOptions = {
  port?: number;
  token?: string;
  model?: string;
  modelBytes?: number;
  contextLength?: number;
  slots?: number;
  isLoading?: boolean;
  hasMetrics?: boolean;
  /** Started with no model: many, each in a child of its own. */
  router?: RoutedModel[];
  pace?: () => Promise<void>;
};

export type TestLlamaCpp = BackendServer & {
  state: { isLoading: boolean; isSleeping: boolean };
  router: LlamaRouter | undefined;
};

const build = "b7100-3f1a9c2";

/** A server that behaves as `llama-server` does. */
export async function startTestLlamaCpp(options: LlamaCppOptions = {}): Promise<TestLlamaCpp> {
  const { token, isLoading = false } = options;
  const state = { isLoading, isSleeping: false };
  const router = options.router && new LlamaRouter(options.router, options.pace);
  const routes: Routes = router ? router.routes : routesOfOne(options, state);
  const server = await serveBackend({
    port: options.port,
    headers: { server: "llama.cpp" },
    routes: () => routes,
    guard: (answering) => isAllowed(answering, token) && isReady(answering, state),
    unknown: ({ json }) => json(404, refusal(404, "not_found_error", "File Not Found")),
  });
  return Object.assign(server, { state, router });
}

type State = TestLlamaCpp["state"];

export const refusal = (code: number, type: string, message: string) => ({ error: { code, message, type } });

function isAllowed({ path, headers, json }: Answering, token: string | undefined): boolean {
  const isOpen = path === "/health" || path === "/v1/health" || path === "/models" || path === "/v1/models";
  if (token === undefined || isOpen || headers.authorization === `Bearer ${token}`) return true;
  json(401, refusal(401, "authentication_error", "Invalid API Key"));
  return false;
}

/** While it loads it listens, and says to everything that it loads. */
function isReady({ json }: Answering, { isLoading }: State): boolean {
  if (isLoading) json(503, refusal(503, "unavailable_error", "Loading model"));
  return !isLoading;
}

function routesOfOne(options: LlamaCppOptions, state: State): Routes {
  const { model = "qwen3-8b", modelBytes = 5_027_783_488, contextLength = 32_768, slots = 2 } = options;
  const list = (answering: Answering) => {
    const meta = { n_ctx_train: 40_960, n_embd: 4096, n_params: 8_190_735_360, size: modelBytes };
    const row = { id: model, object: "model", created: 1_795_000_000, owned_by: "llamacpp", meta };
    answering.json(200, { object: "list", data: [row] });
  };
  return {
    "GET /health": ({ json }) => json(200, { status: "ok" }),
    "GET /models": list,
    "GET /v1/models": list,
    "GET /props": ({ json }) =>
      json(200, {
        ...{ default_generation_settings: { n_ctx: contextLength, params: {} }, total_slots: slots },
        ...{ model_path: `/models/${model}.gguf`, model_alias: model, chat_template: "{{ messages }}" },
        ...{ modalities: { vision: false, audio: false }, build_info: build, is_sleeping: state.isSleeping },
      }),
    "GET /slots": ({ json }) => {
      const rows = Array.from({ length: slots }, (_, id) => ({ id, n_ctx: contextLength / slots }));
      json(
        200,
        rows.map((row) => ({ ...row, is_processing: row.id === 0 })),
      );
    },
    "GET /metrics": ({ json, text }) => {
      if (options.hasMetrics) return text(200, metrics, "text/plain; version=0.0.4");
      const message = "This server does not support metrics endpoint. Start it with `--metrics`";
      json(501, refusal(501, "not_supported_error", message));
    },
    "POST /v1/chat/completions": async (answering) => {
      const timings = {
        prompt_n: 9,
        prompt_ms: 30,
        predicted_n: 3,
        predicted_ms: 60,
        predicted_per_second: 50,
      };
      state.isSleeping = false;
      await streamChat(answering, { model, last: { timings }, ...(options.pace && { pace: options.pace }) });
    },
  };
}

const metrics = `# HELP llamacpp:prompt_tokens_total Number of prompt tokens processed.
# TYPE llamacpp:prompt_tokens_total counter
llamacpp:prompt_tokens_total 120
# TYPE llamacpp:tokens_predicted_total counter
llamacpp:tokens_predicted_total 345
# TYPE llamacpp:requests_processing gauge
llamacpp:requests_processing 1
# TYPE llamacpp:requests_deferred gauge
llamacpp:requests_deferred 4
`;
