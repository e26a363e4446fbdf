import { expect, test } from "vitest";
import { nativeOf } from "#lib/server/native-of.ts";
import { serverLines } from "#lib/server/server-lines.ts";

const ollama = { id: "ollama-1", name: "Box", kind: "ollama", url: "http://box:11434" } as const;
const lmstudio = { id: "lmstudio-1", name: "Desk", kind: "lmstudio", url: "http://desk:1234" } as const;

test("a pull is told by Ollama's own program and by curl to the server itself", () => {
  expect(serverLines("ollama-pull", { models: ["qwen3:8b"], insecure: true }, ollama)).toEqual([
    "env OLLAMA_HOST=http://box:11434 ollama pull --insecure qwen3:8b",
    `curl http://box:11434/api/pull -d '{"model":"qwen3:8b","insecure":true}'`,
  ]);
});

test("a load tells the server its context, layers and how long it stays, as a number where that is for ever", () => {
  const input = { model: "m", context: 4096, gpuLayers: 9, keepAlive: "forever" };
  expect(serverLines("backend-load", input, ollama)).toEqual([
    `curl http://box:11434/api/generate -d '{"model":"m","keep_alive":-1,"options":{"num_ctx":4096,"num_gpu":9}}'`,
  ]);
  for (const [said, seconds] of [
    ["1d", 86_400],
    ["90", 90],
  ])
    expect(serverLines("backend-load", { model: "m", keepAlive: said }, ollama)[0]).toContain(
      `"keep_alive":${seconds}}`,
    );
  expect(serverLines("backend-load", { model: "m", keepAlive: "1h" }, lmstudio)).toEqual([]);
  const elsewhere = serverLines("backend-load", { model: "m" }, lmstudio);
  expect(elsewhere).toEqual([`curl http://desk:1234/api/v1/models/load -d '{"model":"m"}'`]);
  const here = { ...lmstudio, url: "http://127.0.0.1:1234" };
  expect(serverLines("backend-load", { model: "m", context: 4096 }, here)).toEqual([
    "lms load m --context-length=4096",
    `curl http://127.0.0.1:1234/api/v1/models/load -d '{"model":"m","context_length":4096}'`,
  ]);
  expect(serverLines("backend-load", { model: "m", keepAlive: "2h" }, here)).toEqual([
    "lms load m --ttl=7200",
  ]);
});

test.each([
  ["backend-unload", { models: ["it's"] }, `{"model":"it'\\''s","keep_alive":0}`],
  ["ollama-delete", { models: ["m"] }, `curl -X DELETE http://box:11434/api/delete -d '{"model":"m"}'`],
  ["ollama-copy", { source: "a", destination: "b" }, "ollama cp a b"],
  ["ollama-push", { model: "you/m" }, "ollama push you/m"],
  ["ollama-create", { name: "calm", from: "m", system: "Be calm" }, `"system":"Be calm"`],
])("%s has words of the server's own", (command, input, words) => {
  expect(serverLines(command, input, ollama).join("\n")).toContain(words);
});

test("2e what a variant takes from files or in parameters has no words that would leave it out", () => {
  const input = { name: "calm", from: "m", parameter: ["temperature=0.2"] };
  expect(serverLines("ollama-create", input, ollama)).toEqual([]);
});

test("the words are for the server that is meant, and there are none where several could be", async () => {
  const knowing = { home: "/none", read: async () => ({ registry: { entries: [] } }) };
  const wordsWith = async (input: object, ...servers: (typeof ollama | typeof lmstudio)[]) =>
    (
      await nativeOf("backend-load", { model: "m", ...input }, { ...knowing, servers: () => servers })
    ).native?.join("\n");
  expect(await wordsWith({ backend: "Desk" }, ollama, lmstudio)).toContain("http://desk:1234");
  expect(await wordsWith({ backend: "http://box:11434" }, ollama, lmstudio)).toContain("http://box:11434");
  expect(await wordsWith({}, ollama)).toContain("http://box:11434");
  expect(await wordsWith({}, ollama, lmstudio)).toBeUndefined();
  expect(await wordsWith({ model: undefined, backend: "nobody" }, ollama)).toBeUndefined();
});
