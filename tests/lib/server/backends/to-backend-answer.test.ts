import { expect, test } from "vitest";
import { adapterOf } from "#lib/backends/adapters.ts";
import { toInstance } from "#lib/backends/instances/environment.ts";
import { type Seen, unseen } from "#lib/server/backends/seen.ts";
import { toBackendAnswer } from "#lib/server/backends/to-backend-answer.ts";

const answerFor = async (kind: "ollama" | "lmstudio" | "vllm", address: string, seen: Seen = unseen) => {
  const { endpoints } = await adapterOf(kind);
  const instance = toInstance({ kind, url: new URL(address), from: "saved" });
  return toBackendAnswer({ instance, seen, nextAt: undefined, endpoints, managed: undefined });
};

test("0.10 M4.7 every way to ask a server stands under its own address, wherever it is", async () => {
  expect((await answerFor("ollama", "http://127.0.0.1:11434")).endpoints).toEqual({
    native: "http://127.0.0.1:11434/api",
    openai: "http://127.0.0.1:11434/v1",
    anthropic: "http://127.0.0.1:11434/",
  });
  const remote = await answerFor("lmstudio", "https://gpu-box.example/lm/");
  expect(remote).toMatchObject({
    isLocal: false,
    endpoints: { native: "https://gpu-box.example/lm/api/v1", openai: "https://gpu-box.example/lm/v1" },
  });
});

test("M4.1 what a server has no interface for is not told, and before it was asked nothing is claimed", async () => {
  const answer = await answerFor("vllm", "http://gpu-box:8000");
  expect(answer.endpoints).not.toHaveProperty("native");
  expect(answer).toMatchObject({ state: "checking", loaded: [], capabilities: [], latencies: [] });
  expect(answer).not.toHaveProperty("models");
});

test("a model in memory is told with what the list of its server says it is for", async () => {
  const standing = { ...unseen.standing, state: "healthy" as const };
  const loaded = ["nomic", "new"].map((id) => ({ id, model: id, state: "ready" as const }));
  const models = [{ id: "nomic", isLoaded: true, capabilities: ["embedding"] }];
  const told = await answerFor("ollama", "http://127.0.0.1:11434", { ...unseen, standing, loaded, models });
  expect(told.loaded).toEqual([{ ...loaded[0], capabilities: ["embedding"] }, loaded[1]]);
});
