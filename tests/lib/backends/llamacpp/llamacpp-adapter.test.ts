import { describe, expect, it } from "vitest";
import { chatOnce } from "#lib/backends/chat-once.ts";
import { llamaCppAdapter as adapter } from "#lib/backends/llamacpp/llamacpp-adapter.ts";
import { loadInRouter } from "#lib/backends/llamacpp/load-in-router.ts";
import { makeGate } from "../../../servers/backend/gate.ts";
import { openBackend } from "../../../servers/backend/open-backend.ts";
import { startTestLlamaCpp } from "../../../servers/llamacpp/start-test-llamacpp.ts";

const test = { model: "qwen3-8b", prompt: "Well?", tokensMax: 16 };

describe("a llama-server with one model", () => {
  it("is seen starting while it loads, and is known even then", async () => {
    const { server, http } = await openBackend(startTestLlamaCpp({ isLoading: true }));
    expect(await adapter.health(http)).toEqual({ state: "starting", message: "It loads its model." });
    expect(await adapter.identify(http)).toMatchObject({ evidence: { length: 2 } });
    expect(await adapter.loaded(http)).toEqual([]);
    server.state.isLoading = false;
    expect(await adapter.health(http)).toEqual({ state: "healthy" });
    expect(await adapter.identify(http)).toMatchObject({ version: "b7100-3f1a9c2", evidence: { length: 3 } });
  });

  it("tells its model, its context, its weights as an estimate, and that it sleeps", async () => {
    const { server, http } = await openBackend(startTestLlamaCpp());
    const loaded = { id: "qwen3-8b", state: "ready", bytes: 5_027_783_488, isEstimate: true };
    expect(await adapter.loaded(http)).toMatchObject([{ ...loaded, contextLength: 32_768 }]);
    server.state.isSleeping = true;
    expect(await adapter.loaded(http)).toMatchObject([{ ...loaded, state: "sleeping" }]);
  });

  it("neither loads nor unloads, and has counters only where it was started with them", async () => {
    const plain = await openBackend(startTestLlamaCpp());
    expect(await adapter.abilities(plain.http)).toEqual(["chat"]);
    expect(await adapter.metrics?.(plain.http)).toBeUndefined();
    const counting = await openBackend(startTestLlamaCpp({ hasMetrics: true }));
    expect(await adapter.abilities(counting.http)).toEqual(["chat", "metrics"]);
    expect(await adapter.metrics?.(counting.http)).toMatchObject({
      running: 1,
      waiting: 4,
      generatedTokens: 345,
    });
  });

  it("tells the rate of a chat by its own clock", async () => {
    const { http } = await openBackend(startTestLlamaCpp());
    const said = await chatOnce((said) => adapter.converse(http, said), test);
    expect(said).toMatchObject({ text: "All is well.", tokens: 3, tokensPerSecond: 50 });
  });

  it("shows its list to everybody and the rest to who has its token", async () => {
    const { http } = await openBackend(startTestLlamaCpp({ token: "key" }));
    expect(await adapter.list(http)).toHaveLength(1);
    await expect(chatOnce((said) => adapter.converse(http, said), test)).rejects.toMatchObject({
      code: "backend-token",
    });
  });
});

describe("a llama-server that routes", () => {
  const router = [{ id: "a" }, { id: "b", status: "loaded" as const }, { id: "c", exitCode: 137 }];

  it("loads and unloads, and tells of each model how it is", async () => {
    const { http } = await openBackend(startTestLlamaCpp({ router }));
    expect(await adapter.abilities(http)).toEqual(["load", "unload", "chat"]);
    expect(await adapter.loaded(http)).toMatchObject([{ id: "b", state: "ready" }]);
    expect((await adapter.list(http)).map(({ isLoaded }) => isLoaded)).toEqual([false, true, false]);
    await adapter.unload?.(http, "b");
    expect(await adapter.loaded(http)).toEqual([]);
  });

  it("is waited for until the model is there, and its events tell how far it is", async () => {
    const gate = makeGate();
    const { http } = await openBackend(startTestLlamaCpp({ router, pace: gate.pass }));
    const shares: number[] = [];
    let isOver = false;
    const loading = loadInRouter(
      http,
      "a",
      { onProgress: (share) => void shares.push(share) },
      // A step of the load for each look at it, once the events are being heard.
      async () => {
        gate.step();
        const before = shares.length;
        if (before < 5) await expect.poll(() => shares.length).toBeGreaterThan(before);
      },
    ).then(() => {
      isOver = true;
    });
    await gate.untilHeld();
    expect(isOver).toBe(false);
    expect(await adapter.loaded(http)).toContainEqual(expect.objectContaining({ id: "a", state: "loading" }));
    await loading;
    expect(shares).toEqual([0.2, 0.4, 0.6, 0.8, 1]);
  });

  it("that loses the process of a model says with what it ended", async () => {
    const { http } = await openBackend(startTestLlamaCpp({ router }));
    await expect(loadInRouter(http, "c", {}, () => Promise.resolve())).rejects.toThrow("ended with 137");
    await expect(loadInRouter(http, "nobody", {})).rejects.toMatchObject({ code: "backend-model" });
  });

  it("is given up after a time", async () => {
    const gate = makeGate();
    const { http } = await openBackend(startTestLlamaCpp({ router, pace: gate.pass }));
    await expect(loadInRouter(http, "a", { limitMs: 200 })).rejects.toMatchObject({
      code: "backend-timeout",
    });
    gate.open();
  });
});
