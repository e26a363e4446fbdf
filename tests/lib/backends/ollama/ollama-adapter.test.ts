import { createServer } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { chatOnce } from "#lib/backends/chat-once.ts";
import { openBackendHttp } from "#lib/backends/http/open-backend-http.ts";
import { showModel } from "#lib/backends/ollama/list-models.ts";
import { copyModel, ollamaAdapter } from "#lib/backends/ollama/ollama-adapter.ts";
import { openOllama } from "#tests/support/open-ollama.ts";

const qwen = {
  name: "qwen3:8b",
  size: 5_225_388_164,
  contextLength: 40_960,
  capabilities: ["completion", "tools"],
};
const cloudy = {
  name: "cloudy:latest",
  size: 300,
  remoteHost: "https://ollama.com",
  capabilities: ["completion"],
};
const embed = { name: "embed:latest", size: 300_000, contextLength: 512, capabilities: ["embedding"] };

const answer = async (answers: Record<string, unknown>, headers: Record<string, string> = {}) => {
  const server = createServer((request, response) => {
    response.writeHead(200, headers).end(JSON.stringify(answers[request.url ?? ""] ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  const http = openBackendHttp({ url: new URL(`http://127.0.0.1:${port}`), token: undefined });
  onTestFinished(async () => {
    await http.close();
    server.close();
  });
  return http;
};

test("0.5 list: the models are those of /api/tags, and those in memory are marked by their whole name", async () => {
  const { http, ollama } = await openOllama({ models: [qwen, { ...qwen, name: "qwen3:4b" }, cloudy] });
  await ollamaAdapter.load?.(http, "qwen3:8b", {});
  const models = await ollamaAdapter.list(http);
  expect(models).toMatchObject([
    { id: "qwen3:8b", bytes: qwen.size, contextLength: 40_960, quantization: "Q4_K_M", isLoaded: true },
    { id: "qwen3:4b", capabilities: ["completion", "tools"], isLoaded: false },
    { id: "cloudy:latest", remote: { host: "https://ollama.com", model: "big" } },
  ]);
  expect(ollama.requests).not.toContain("POST /api/show");
});

test("1.2.3 abilities: a model can do what its server says, whatever its name promises", async () => {
  const named = ["llava-x:7b", "qwen3:14b", "my-o1:1b"].map((name) => ({
    name,
    capabilities: ["completion"],
  }));
  const { http } = await openOllama({ models: named });
  const models = await ollamaAdapter.list(http);
  expect(models.map(({ capabilities }) => capabilities)).toEqual([
    ["completion"],
    ["completion"],
    ["completion"],
  ]);
});

test("1.2.3 an older server is asked for what its list leaves out, and once for each model", async () => {
  const { http, ollama } = await openOllama({ models: [qwen, embed], isOld: true });
  expect(await ollamaAdapter.list(http)).toMatchObject([{ contextLength: 40_960 }, { contextLength: 512 }]);
  expect(ollama.requests.filter((each) => each === "POST /api/show")).toHaveLength(2);
});

test("0.9 status: memory, its share on GPUs, context and the end of its stay are as the server tells", async () => {
  const now = Date.now();
  const { http } = await openOllama({ models: [qwen], gpuShare: 0.8, now: () => now });
  await ollamaAdapter.load?.(http, "qwen3:8b", { contextLength: 32_768, keepAliveSeconds: 600 });
  const bytes = Math.round(qwen.size * 1.2);
  expect(await ollamaAdapter.loaded(http)).toEqual([
    {
      ...{ id: "qwen3:8b", model: "qwen3:8b", state: "ready", parameterSize: "8.0B", quantization: "Q4_K_M" },
      ...{ bytes, gpuBytes: Math.round(bytes * 0.8), contextLength: 32_768 },
      expiresAt: new Date(now + 600_000).toISOString(),
    },
  ]);
});

test("6d 1.2.8 keep-alive: for ever is sent as a number and read as never; what has expired is gone", async () => {
  let now = Date.now();
  const { http, ollama } = await openOllama({ models: [qwen, embed], now: () => now });
  await ollamaAdapter.load?.(http, "qwen3:8b", { keepAliveSeconds: -1 });
  await ollamaAdapter.load?.(http, "embed", { keepAliveSeconds: 5 });
  expect(ollama.deeds[0]?.body).toEqual({ model: "qwen3:8b", keep_alive: -1, stream: false });
  now += 6000;
  expect(await ollamaAdapter.loaded(http)).toMatchObject([{ id: "qwen3:8b", expiresAt: "never" }]);
});

test("1.2.8 a server whose clock is wrong is read by its own clock", async () => {
  const ahead = 3_600_000;
  const at = (ms: number) => new Date(Date.now() + ahead + ms).toISOString();
  const rows = [
    { name: "stays", expires_at: at(300_000) },
    { name: "goes", expires_at: at(-60_000) },
  ];
  const headers = { date: new Date(Date.now() + ahead).toUTCString() };
  const loaded = await ollamaAdapter.loaded(await answer({ "/api/ps": { models: rows } }, headers));
  expect(loaded.map(({ state }) => state)).toEqual(["ready", "stopping"]);
  const left = Date.parse(loaded[0]?.expiresAt ?? "") - Date.now();
  expect(left).toBeGreaterThan(200_000);
  expect(left).toBeLessThan(400_000);
});

test("rows that are none, and a server that has nothing, are no failure", async () => {
  const http = await answer({
    "/api/tags": { models: null },
    "/api/ps": { models: [7, {}, { name: "a", size: "x" }] },
  });
  expect(await ollamaAdapter.list(http)).toEqual([]);
  expect(await ollamaAdapter.loaded(http)).toMatchObject([{ id: "a", bytes: undefined }]);
});

test("a list with an error inside is an error, whatever its status", async () => {
  const http = await answer({ "/api/tags": { error: "database is locked" } });
  await expect(ollamaAdapter.list(http)).rejects.toThrow(/database is locked/);
});

test("0.7 start and 0.8 stop: a question without words loads, and nought seconds unload", async () => {
  const { http, ollama } = await openOllama({ models: [qwen] });
  await ollamaAdapter.load?.(http, "qwen3:8b", {
    contextLength: 8192,
    gpuLayers: 20,
    options: { num_batch: 64 },
  });
  await ollamaAdapter.unload?.(http, "qwen3:8b");
  expect(ollama.deeds.map(({ path, body }) => [path, body])).toEqual([
    [
      "/api/generate",
      { model: "qwen3:8b", options: { num_batch: 64, num_ctx: 8192, num_gpu: 20 }, stream: false },
    ],
    ["/api/generate", { model: "qwen3:8b", keep_alive: 0, stream: false }],
  ]);
  expect(await ollamaAdapter.loaded(http)).toEqual([]);
});

test("another context loads anew, the same does not", async () => {
  const { http, ollama } = await openOllama({ models: [qwen] });
  for (const contextLength of [4096, 4096, 8192])
    await ollamaAdapter.load?.(http, "qwen3:8b", { contextLength });
  expect(ollama.reloads).toBe(1);
});

test("a model that only embeds is loaded and unloaded in its own way", async () => {
  const { http } = await openOllama({ models: [embed] });
  await ollamaAdapter.load?.(http, "embed", {});
  expect(await ollamaAdapter.loaded(http)).toMatchObject([{ id: "embed:latest" }]);
  await ollamaAdapter.unload?.(http, "embed");
  expect(await ollamaAdapter.loaded(http)).toEqual([]);
});

test("0.11 test endpoint: the text, the first word's time and the server's own rate", async () => {
  const { http } = await openOllama({ models: [qwen], faults: { pieceBytes: 5 } });
  const result = await chatOnce((said) => ollamaAdapter.converse(http, said), {
    model: "qwen3:8b",
    prompt: "Hi",
    tokensMax: 16,
  });
  expect(result).toMatchObject({ text: "Hello there.", tokens: 10, tokensPerSecond: 5 });
  expect(result.firstTokenMs).toBeLessThanOrEqual(result.totalMs);
  const missing = chatOnce((said) => ollamaAdapter.converse(http, said), {
    model: "none",
    prompt: "Hi",
    tokensMax: 16,
  });
  await expect(missing).rejects.toMatchObject({ code: "backend-model" });
});

test("0.17 show: template, licence, parameters and abilities", async () => {
  const { http } = await openOllama({ models: [qwen] });
  expect(await showModel(http, "qwen3:8b")).toMatchObject({
    ...{ template: "{{ .Prompt }}", license: "MIT License", capabilities: ["completion", "tools"] },
    parameters: expect.stringContaining("temperature"),
  });
});

test("0.20 delete and copy: what is not there is told as that", async () => {
  const { http, ollama } = await openOllama({ models: [qwen] });
  await copyModel(http, "qwen3:8b", "mine");
  expect([...ollama.models.keys()]).toEqual(["qwen3:8b", "mine:latest"]);
  await ollamaAdapter.remove?.(http, "mine");
  await expect(ollamaAdapter.remove?.(http, "mine")).rejects.toMatchObject({ code: "backend-model" });
  await expect(copyModel(http, "none", "x")).rejects.toMatchObject({ code: "backend-model" });
});

test("8a version and health are the server's, and its abilities are all that Ollama has", async () => {
  const { http } = await openOllama({ models: [], version: "0.12.1" });
  expect(await ollamaAdapter.version(http)).toBe("0.12.1");
  expect(await ollamaAdapter.health(http)).toEqual({ state: "healthy" });
  expect(await ollamaAdapter.abilities(http)).toContain("push");
});
