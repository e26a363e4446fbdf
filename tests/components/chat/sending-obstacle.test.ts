import { expect, test } from "vitest";
import { loadsFirst, sendingObstacle } from "#components/chat/sending-obstacle.ts";
import { backendNamed, loadedNamed, modelNamed } from "../backends/sample-backend.ts";
import { makeRun } from "../shell/make-run.ts";

const model = "qwen3:8b";
const models = [modelNamed(model, { bytes: 4.1e9 }), modelNamed("embed", { capabilities: ["embedding"] })];
const healthy = backendNamed("Ollama", { capabilities: ["chat", "load"] });

test("nothing is in the way of a healthy server that has the model", () => {
  expect(sendingObstacle({ backend: healthy, model, models })).toBeUndefined();
  expect(sendingObstacle({ backend: healthy, model, models: undefined })).toBeUndefined();
});

test("3.10 while a server loads a model, the sentence names it and how far it is", () => {
  const loaded = [loadedNamed("gemma", { state: "loading", progress: 0.43 })];
  const backend = { ...healthy, name: "LM Studio", loaded };
  expect(sendingObstacle({ backend, model, models })?.says).toBe(
    "LM Studio is loading gemma (43 %). Sending waits until it is ready.",
  );
});

test("3.10 a server that tells of no load is known to load by the run of this console", () => {
  const input = { model: "gemma", backend: "http://ollama:11434" };
  const progress = { phase: "load", unit: "percent", done: 43, total: 100 } as const;
  const run = makeRun({ command: "backend-load", input, progress });
  const saysOf = (more: object) =>
    sendingObstacle({ backend: healthy, model, models, runs: [{ ...run, ...more }] })?.says;
  expect(saysOf({})).toBe("Ollama is loading gemma (43 %). Sending waits until it is ready.");
  expect(saysOf({ input: { ...input, backend: "Ollama" } })).toContain("is loading gemma");
  expect(saysOf({ input: { ...input, backend: "Attic" } })).toBeUndefined();
  expect(saysOf({ input: { ...input, dryRun: true } })).toBeUndefined();
  expect(saysOf({ state: "ended" })).toBeUndefined();
});

test.each([
  ["an Ollama of this machine that is offline can be started here", { state: "offline" }, "start-ollama"],
  ["another kind is started where servers are", { state: "offline", kind: "vllm" }, "start"],
  ["one of another machine is looked at", { state: "offline", isLocal: false }, "look"],
  ["one behind a proxy is looked at", { state: "offline", url: "https://localhost" }, "look"],
  ["one that needs a key is looked at", { state: "needs-token" }, "look"],
  ["one that starts is waited for", { state: "starting" }, undefined],
] as const)("%s", (_, more, deed) => {
  const obstacle = sendingObstacle({ backend: { ...healthy, ...more }, model, models });
  expect(obstacle?.says).toMatch(/^Ollama /);
  expect(obstacle?.deed).toBe(deed);
});

test("a model that has gone, or only makes embeddings, is told apart from one that is there", () => {
  const saysOf = (model: string) => sendingObstacle({ backend: healthy, model, models })?.says;
  expect(saysOf("gone")).toContain("no longer has gone");
  expect(saysOf("embed")).toContain("cannot be talked to");
  expect(sendingObstacle({ backend: undefined, model, models })?.says).toContain("no longer known");
});

test("a model that is not in memory is loaded first, with its size where that is known", () => {
  expect(loadsFirst({ backend: healthy, model, models })).toBe("qwen3:8b will be loaded first (4.1 GB).");
  expect(loadsFirst({ backend: healthy, model, models: undefined })).toBe("qwen3:8b will be loaded first.");
  const inMemory = { ...healthy, loaded: [loadedNamed(model)] };
  expect(loadsFirst({ backend: inMemory, model, models })).toBeUndefined();
  expect(loadsFirst({ backend: backendNamed("vLLM"), model, models })).toBeUndefined();
});
