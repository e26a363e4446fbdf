import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import { onTestFinished } from "vitest";

export type ServedModel = {
  name: string;
  size?: number;
  digest?: string;
  family?: string;
  quantization?: string;
  parameterSize?: string;
  contextLength?: number;
  capabilities?: string[];
  remoteHost?: string;
};

type Served = {
  models: readonly ServedModel[];
  /** Servers of earlier years tell neither abilities nor context in their list. */
  isOld?: boolean;
  /** What it answers to everything, instead. */
  answers?: { status: number; body: string } | "nothing";
};

export type TestOllama = { url: string; requests: string[]; close: () => Promise<void> };

/** A server that lists and shows models as Ollama's does. */
export async function startTestOllama(served: Served): Promise<TestOllama> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    void answer(request, response, served);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(close);
  return { url: `http://127.0.0.1:${address.port}`, requests, close };
}

async function answer(request: IncomingMessage, response: ServerResponse, served: Served): Promise<void> {
  if (served.answers === "nothing") return;
  const send = (status: number, body: string) =>
    response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(body);
  if (served.answers) return void send(served.answers.status, served.answers.body);
  if (request.method === "GET" && request.url === "/api/tags") {
    return void send(200, JSON.stringify({ models: served.models.map((model) => rowOf(model, served)) }));
  }
  if (request.method === "POST" && request.url === "/api/show") {
    const { model: name } = (await json(request)) as { model?: string };
    const model = served.models.find((each) => each.name === name);
    if (!model) return void send(404, JSON.stringify({ error: `model '${name}' not found` }));
    return void send(200, JSON.stringify(shownOf(model, served)));
  }
  send(404, "404 page not found");
}

function rowOf(model: ServedModel, { isOld = false }: Served) {
  return {
    ...{ name: model.name, model: model.name, modified_at: "2026-10-02T03:04:05.123456789+02:00" },
    ...{ size: model.size ?? 700, digest: model.digest ?? "d".repeat(64) },
    ...(model.remoteHost && { remote_host: model.remoteHost, remote_model: "big" }),
    details: { ...detailsOf(model), ...(!isOld && { context_length: model.contextLength }) },
    ...(!isOld && { capabilities: model.capabilities }),
  };
}

function shownOf(model: ServedModel, { isOld = false }: Served) {
  return {
    details: detailsOf(model),
    model_info: { "general.architecture": "llama", "llama.context_length": model.contextLength },
    ...(!isOld && { capabilities: model.capabilities }),
  };
}

const detailsOf = ({ family = "llama", quantization = "Q4_K_M", parameterSize = "8.0B" }: ServedModel) => ({
  ...{ parent_model: "", format: "gguf", family, families: [family] },
  ...{ parameter_size: parameterSize, quantization_level: quantization },
});
