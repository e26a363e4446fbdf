import { setImmediate as soon } from "node:timers/promises";
import { type Answering, type BackendServer, type Routes, serveBackend } from "../backend/serve-backend.ts";
import { streamChat } from "../backend/stream-chat.ts";
import { type LmDownload, LmDownloads } from "./lm-downloads.ts";
import { LmMemory } from "./lm-memory.ts";
import { type LmModel, lmSamples, rowOfV0, rowOfV1 } from "./lm-models.ts";
import { LmSockets } from "./lm-sockets.ts";

export type LmStudioOptions = {
  port?: number;
  /** The newest of its interfaces that this one has. */
  speaks?: "v1" | "v0" | "openai";
  models?: LmModel[];
  token?: string;
  /** Whether a chat loads what it names, and `/v1/models` tells what could be loaded. */
  isJustInTime?: boolean;
  /** Waited for at every tenth of a load and before every word. */
  pace?: () => Promise<void>;
  catalogue?: Record<string, LmDownload>;
  /** Older ones answer what they do not know with 200 and an error. */
  answersUnknownWith?: 200 | 404;
  /** Something on the way to it lets no connection become a socket. */
  hasSockets?: false;
};

export type TestLmStudio = BackendServer & { memory: LmMemory; sockets: LmSockets };

/** A server that behaves as LM Studio's does. */
export async function startTestLmStudio(options: LmStudioOptions = {}): Promise<TestLmStudio> {
  const { speaks = "v1", token, answersUnknownWith = 404, pace = () => soon() } = options;
  const models = [...(options.models ?? lmSamples)];
  const memory = new LmMemory(models, pace, options.isJustInTime ?? true);
  const downloads = new LmDownloads(
    options.catalogue ?? {},
    (key) => models.some((model) => model.key === key),
    (key, bytes) => void models.push({ key, bytes, contextLength: 8192 }),
  );
  const sockets = new LmSockets(models, memory, token);
  const routes: Routes = {
    ...(speaks === "v1" && { ...downloads.routes, ...routesOfV1(models, memory, pace) }),
    ...(speaks !== "openai" && {
      "GET /api/v0/models": ({ json }: Answering) =>
        json(200, { object: "list", data: models.map((model) => rowOfV0(model, memory.of(model.key))) }),
    }),
    ...routesOfOpenAi(models, memory, pace),
  };
  const server = await serveBackend({
    port: options.port,
    routes: () => routes,
    guard: (answering) => isAllowed(answering, token),
    unknown: ({ method, path, json }) =>
      json(answersUnknownWith, { error: `Unexpected endpoint or method. (${method} ${path})` }),
    upgrade: options.hasSockets === false ? undefined : (...taken) => sockets.take(...taken),
  });
  return Object.assign(server, { memory, sockets });
}

function isAllowed({ path, headers, json }: Answering, token: string | undefined): boolean {
  const isOpen = path === "/lmstudio-greeting" || path === "/lms-status";
  if (token === undefined || isOpen || headers.authorization === `Bearer ${token}`) return true;
  const message = "Invalid or missing API token. Pass it as a Bearer token in the Authorization header.";
  json(401, { error: { type: "invalid_request", message, code: "invalid_api_key" } });
  return false;
}

const routesOfV1 = (models: LmModel[], memory: LmMemory, pace: () => Promise<void>): Routes => ({
  "GET /api/v1/models": ({ json }) =>
    json(200, { models: models.map((model) => rowOfV1(model, memory.of(model.key))) }),
  "POST /api/v1/models/load": (answering) => memory.answerLoad(answering),
  "POST /api/v1/models/unload": (answering) => memory.answerUnload(answering),
  "POST /api/v1/chat": async (answering) => {
    const { body, event, end, json } = answering;
    const key = String(body.model ?? "");
    const isStreamed = body.stream === true;
    const tell = isStreamed ? event : () => {};
    tell("chat.start", { type: "chat.start", model_instance_id: key });
    const context = Number(body.context_length ?? 8192);
    const loaded = await memory.forChat(key, context, (name, more) => tell(name, { type: name, ...more }));
    if ("error" in loaded) {
      if (!isStreamed) return json(loaded.status, { error: loaded.error });
      event("error", { type: "error", error: loaded.error });
      return end();
    }
    const { crash } = models.find((model) => model.key === key) ?? {};
    if (crash !== undefined) {
      event("error", { type: "error", error: { type: "internal_error", message: crash } });
      return end();
    }
    const words = ["All ", "is ", "well."].slice(0, Number(body.max_output_tokens ?? 3));
    tell("message.start", { type: "message.start" });
    for (const content of words) {
      await pace();
      tell("message.delta", { type: "message.delta", content });
    }
    const stats = { input_tokens: 9, total_output_tokens: words.length, tokens_per_second: 50 };
    const result = {
      model_instance_id: loaded.id,
      output: [{ type: "message", content: words.join("") }],
      stats: { ...stats, reasoning_output_tokens: 0, time_to_first_token_seconds: 0.05 },
    };
    if (!isStreamed) return json(200, result);
    event("chat.end", { type: "chat.end", result });
    end();
  },
});

const routesOfOpenAi = (models: LmModel[], memory: LmMemory, pace: () => Promise<void>): Routes => ({
  "GET /lmstudio-greeting": ({ json }) => json(200, { lmstudio: true }),
  "GET /v1/models": ({ json }) => {
    const told = memory.isJustInTime ? models : models.filter(({ key }) => memory.of(key).length > 0);
    const data = told.map(({ key }) => ({ id: key, object: "model", owned_by: "organization_owner" }));
    json(200, { object: "list", data });
  },
  "POST /v1/chat/completions": async (answering) => {
    const key = String(answering.body.model ?? "");
    const loaded = await memory.forChat(key, 8192, () => {});
    if ("error" in loaded) return answering.json(loaded.status, { error: loaded.error });
    await streamChat(answering, { model: key, pace });
  },
});
