import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { storesAnswer } from "#cli-bridge/protocol/stores-answer.ts";
import { readStoresHere } from "#lib/server/stores-here.ts";
import { loadSettings } from "#lib/state/settings.ts";
import { startTestOllama } from "#tests/servers/ollama/start-test-ollama.ts";
import { makeCachedRepo } from "#tests/support/make-hub-cache.ts";
import { makeFolder } from "#tests/support/make-model.ts";
import { makeOllamaStore } from "#tests/support/make-ollama-store.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

async function storesOf(home: string, more: Readonly<Record<string, string>> = {}) {
  const root = join(home, "weights");
  await mkdir(root, { recursive: true });
  const env: NodeJS.ProcessEnv = {
    ...{ NODE_ENV: "test", HOME: home, MODELDECK_ROOTS: root, OLLAMA_HOST: "127.0.0.1:9", ...more },
  };
  return storesAnswer.parse(await readStoresHere(await loadSettings({ env }), env));
}

test("each tool's models are counted, and what is shared is counted once", async () => {
  const home = await temporaryFolder();
  const shared = [
    { id: "a:1b", weights: "x".repeat(1000) },
    { id: "a:latest", weights: "x".repeat(1000) },
  ];
  await makeOllamaStore(join(home, ".ollama", "models"), shared);
  await makeFolder(home, { ".lmstudio/models/o/m/m-Q4_0.gguf": "weights" });
  const files = { "m.gguf": "weights" };
  await makeCachedRepo(join(home, ".cache", "huggingface", "hub"), "o/m", {
    ["1".repeat(40)]: { files },
    ["2".repeat(40)]: { files },
  });
  const { url } = await startTestOllama({
    models: [{ name: "far:cloud", remoteHost: "https://ollama.com" }],
  });
  const answer = await storesOf(home, { OLLAMA_HOST: url });
  expect(answer).toMatchObject({
    ollamaServer: { where: url, state: "found", models: 1, bytes: 0 },
    ollamaStore: [{ state: "found", models: 2 }],
    lmstudio: [{ state: "found", models: 1, bytes: 7 }],
    hubCache: [{ state: "found", models: 1, bytes: 7 }],
    roots: [{ path: join(home, "weights"), free: expect.any(Number) }],
  });
  expect(answer.ollamaStore[0]?.bytes).toBeLessThan(2000);
});

test("what is not there says where it was looked for", async () => {
  const home = await temporaryFolder();
  const answer = await storesOf(home);
  expect(answer.ollamaServer).toMatchObject({ where: "http://127.0.0.1:9", state: "not there" });
  expect(answer.lmstudio).toContainEqual({ where: join(home, ".lmstudio", "models"), state: "not there" });
  expect(answer.hubCache).toEqual([
    { where: join(home, ".cache", "huggingface", "hub"), state: "not there" },
  ]);
});

test("a server that is not Ollama's, and an address that is none, are said", async () => {
  const home = await temporaryFolder();
  const { url } = await startTestOllama({ models: [], answers: { status: 200, body: "<html>" } });
  expect((await storesOf(home, { OLLAMA_HOST: url })).ollamaServer.state).toBe("not a server");
  expect((await storesOf(home, { OLLAMA_HOST: "ftp://x" })).ollamaServer.says).toContain("is no address");
});
