import { expect, test } from "vitest";
import { askOllama } from "#lib/backends/ollama/ask-server.ts";
import { toServerAddress } from "#lib/backends/ollama/server-address.ts";
import { startTestOllama } from "#tests/servers/ollama/start-test-ollama.ts";

test.each([
  [undefined, "http://127.0.0.1:11434/"],
  ["0.0.0.0", "http://127.0.0.1:11434/"],
  ["0.0.0.0:8080", "http://127.0.0.1:8080/"],
  [":4000", "http://127.0.0.1:4000/"],
  ["gpu.lan", "http://gpu.lan:11434/"],
  ["[::]:11434", "http://[::1]:11434/"],
  ["::1", "http://[::1]:11434/"],
  ["http://gpu.lan", "http://gpu.lan/"],
  ["https://gpu.lan:444/ollama/", "https://gpu.lan:444/ollama"],
])("OLLAMA_HOST %s means %s", (said, address) => expect(toServerAddress(said).href).toBe(address));

test.each(["ftp://x", "a b", "http://user:secret@x"])("%s is refused as an address", (said) =>
  expect(() => toServerAddress(said)).toThrow(/is no address of a server/),
);

const models = [
  { name: "qwen:7b", contextLength: 32_768, capabilities: ["completion", "tools"] },
  { name: "cloudy:latest", size: 300, remoteHost: "https://ollama.com", capabilities: ["completion"] },
];

test("a server that tells all in its list is asked just once", async () => {
  const { url, requests } = await startTestOllama({ models });
  const reading = await askOllama(new URL(url));
  expect(requests).toEqual(["GET /api/tags"]);
  expect(reading.store).toBe(url);
  expect(reading.models).toMatchObject([
    { id: "cloudy:latest", remote: { host: "https://ollama.com", model: "big" } },
    {
      ...{ id: "qwen:7b", bytes: 700, quantization: "q4_k_m", family: "llama", parameterSize: "8.0b" },
      ...{ contextLength: 32_768, capabilities: ["completion", "tools"], digest: "d".repeat(64) },
      modifiedAt: "2026-10-02T01:04:05.123Z",
    },
  ]);
});

test("of an older server the context is asked for, and what it cannot tell stays unknown", async () => {
  const { url, requests } = await startTestOllama({ models, isOld: true });
  const { models: found } = await askOllama(new URL(url));
  expect(requests.toSorted()).toEqual(["GET /api/tags", "POST /api/show", "POST /api/show"]);
  expect(found[1]).toMatchObject({ id: "qwen:7b", contextLength: 32_768, capabilities: undefined });
});

test("an empty list is an answer", async () => {
  const { url } = await startTestOllama({ models, answers: { status: 200, body: '{"models":null}' } });
  expect(await askOllama(new URL(url))).toMatchObject({ models: [], issues: [] });
});

test.each([
  [{ status: 200, body: "<html>" }, /answered to .api.tags with something that is not JSON/],
  [{ status: 200, body: '{"error":"Unexpected endpoint"}' }, /Unexpected endpoint/],
  [{ status: 503, body: "{}" }, /is busy: it answered 503/],
])("an answer of %j is no list of models", async (answers, says) => {
  const { url } = await startTestOllama({ models, answers });
  await expect(askOllama(new URL(url))).rejects.toThrow(says);
});

test("a server that says nothing is given up, and one that is not there at once", async () => {
  const silent = await startTestOllama({ models, answers: "nothing" });
  await expect(askOllama(new URL(silent.url), { listMs: 50 })).rejects.toThrow(
    /did not answer to .api.tags within 50 ms/,
  );
  await silent.close();
  await expect(askOllama(new URL(silent.url))).rejects.toThrow(/does not answer: nothing listens there/);
});
