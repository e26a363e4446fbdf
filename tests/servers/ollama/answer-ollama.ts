import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import { chatLines, createLines, type Line, pullLines, pushLines, withTag } from "./stream-answers.ts";
import { rowOf, type ServedModel, shownOf } from "./test-models.ts";
import type { TestOllama } from "./test-ollama.ts";

type Asked = { server: TestOllama; request: IncomingMessage; response: ServerResponse };
type Body = Record<string, unknown>;

export async function answerOllama(asked: Asked): Promise<void> {
  const { server, request, response } = asked;
  const { isOld = false, answers, version = "0.33.0" } = server.options;
  const path = request.url ?? "";
  if (answers === "nothing") return;
  if (answers) return sendText(response, answers.status, answers.body);
  if (!isOwnName(request.headers.host ?? "")) return void response.writeHead(403).end();
  if (path.startsWith("/api/blobs/")) return answerBlob(asked, path.slice("/api/blobs/".length));
  if (request.method === "GET" || request.method === "HEAD") {
    if (path === "/") return void response.writeHead(200, plain).end("Ollama is running");
    if (path === "/api/version") return send(response, 200, { version });
    if (path === "/api/tags") {
      const rows = [...server.models.values()].map((model) => rowOf(model, isOld));
      return send(response, 200, { models: rows });
    }
    if (path === "/api/ps") return send(response, 200, { models: server.listRunning() });
  }
  const deed = deeds[`${request.method} ${path}`];
  if (deed === undefined) return void response.writeHead(404, plain).end("404 page not found");
  const body = (await json(request)) as Body;
  server.deeds.push({ path, body });
  if (typeof body.model !== "string" && path !== "/api/copy")
    return sendError(response, 400, "model is required");
  await deed(asked, body);
}

const plain = { "content-type": "text/plain; charset=utf-8" };
const isOwnName = (host: string) => /^(?:localhost|.+\.localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(host);

const deeds: Record<string, (asked: Asked, body: Body) => Promise<void> | void> = {
  "POST /api/show": (asked, body) =>
    withModel(asked, body, (model) =>
      send(asked.response, 200, shownOf(model, asked.server.options.isOld ?? false)),
    ),
  "POST /api/pull": (asked, body) => stream(asked, pullLines(asked.server, String(body.model))),
  "POST /api/push": (asked, body) => stream(asked, pushLines(asked.server, String(body.model))),
  "POST /api/create": (asked, body) =>
    body.from === undefined && body.files === undefined
      ? sendError(asked.response, 400, "neither 'from' or 'files' was specified")
      : stream(asked, createLines(asked.server, body)),
  "POST /api/chat": (asked, body) =>
    withModel(asked, body, (model) => {
      // Whoever talks to a model has it loaded; one that is there stays as long as it was told to.
      if (!asked.server.running.has(model.name)) asked.server.load(model, body.keep_alive, undefined);
      return stream(asked, chatLines(asked.server, model, body));
    }),
  "POST /api/generate": (asked, body) => answerMemory(asked, body, "response"),
  "POST /api/embed": (asked, body) => answerMemory(asked, body, "embeddings"),
  "POST /api/copy": ({ server, response }, { source, destination }) => {
    const model = server.find(String(source));
    if (model === undefined) return sendError(response, 404, `model "${source}" not found`);
    server.add({ ...model, name: withTag(String(destination)) });
    response.writeHead(200).end();
  },
  "DELETE /api/delete": (asked, body) =>
    withModel(asked, body, ({ name }) => {
      asked.server.models.delete(name);
      asked.response.writeHead(200).end();
    }),
};

/** A question without words loads and unloads; the answer ends without a line end. */
function answerMemory({ server, response }: Asked, body: Body, field: "response" | "embeddings") {
  const model = server.find(String(body.model));
  if (model === undefined) return sendError(response, 404, `model '${body.model}' not found`);
  if (field === "response" && model.capabilities?.every((each) => each === "embedding"))
    return sendError(response, 400, `"${model.name}" does not support generate`);
  if (body.keep_alive === "-1") return sendError(response, 400, 'time: missing unit in duration "-1"');
  const isUnload = body.keep_alive === 0;
  const fault = (isUnload ? server.faults.unloads : server.faults.loads)?.shift();
  if (fault === "killed") return void server.close();
  if (fault) return sendError(response, fault.status, fault.error);
  const { num_ctx } = (body.options ?? {}) as { num_ctx?: number };
  if (isUnload) server.unload(model.name);
  else server.load(model, body.keep_alive, num_ctx);
  const created_at = new Date(server.now).toISOString();
  const done_reason = isUnload ? "unload" : "load";
  send(response, 200, {
    model: model.name,
    created_at,
    [field]: field === "response" ? "" : [],
    done: true,
    done_reason,
  });
}

async function answerBlob({ server, request, response }: Asked, digest: string): Promise<void> {
  if (request.method === "HEAD") return void response.writeHead(server.blobs.has(digest) ? 200 : 404).end();
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const piece of request) {
    hash.update(piece);
    bytes += piece.length;
  }
  const got = `sha256:${hash.digest("hex")}`;
  if (got !== digest) return sendError(response, 400, `digest mismatch, expected "${digest}", got "${got}"`);
  server.blobs.set(digest, bytes);
  response.writeHead(201).end();
}

function withModel(
  { server, response }: Asked,
  { model: name }: Body,
  act: (model: ServedModel) => Promise<void> | void,
) {
  const model = server.find(String(name));
  return model ? act(model) : sendError(response, 404, `model '${name}' not found`);
}

async function stream({ server, response }: Asked, lines: AsyncGenerator<Line>): Promise<void> {
  response.writeHead(200, { "content-type": "application/x-ndjson" });
  response.once("close", () => {
    if (!response.writableFinished) server.left += 1;
  });
  const { pieceBytes } = server.faults;
  for await (const line of lines) {
    if (response.destroyed) return;
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
    const step = pieceBytes ?? bytes.length;
    for (let at = 0; at < bytes.length; at += step) response.write(bytes.subarray(at, at + step));
  }
  response.end();
}

const sendText = (response: ServerResponse, status: number, body: string): void =>
  void response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(body);
const send = (response: ServerResponse, status: number, value: object): void =>
  sendText(response, status, JSON.stringify(value));
const sendError = (response: ServerResponse, status: number, error: string): void =>
  send(response, status, { error });
