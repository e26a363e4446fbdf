import { describe, expect, it } from "vitest";
import { chatOnce } from "#lib/backends/chat-once.ts";
import { toBackendState } from "#lib/backends/http/backend-error.ts";
import { vllmAdapter as adapter } from "#lib/backends/vllm/vllm-adapter.ts";
import { openBackend, openHttpTo } from "../../../servers/backend/open-backend.ts";
import { startTestVllm } from "../../../servers/vllm/start-test-vllm.ts";

const model = "Qwen/Qwen3-8B";
const stateOf = async (asking: Promise<unknown>) =>
  toBackendState(await asking.catch((error: unknown) => error));

describe("a vLLM server", () => {
  it("is not there until its engine runs, and then is healthy", async () => {
    const { server } = await openBackend(startTestVllm({ isStarting: true }));
    expect(await stateOf(adapter.health(openHttpTo(server)))).toMatchObject({ state: "offline" });
    await server.start();
    expect(await adapter.health(openHttpTo(server))).toEqual({ state: "healthy" });
  });

  it("is unhealthy once its engine has died", async () => {
    const { server, http } = await openBackend(startTestVllm());
    server.state.isDead = true;
    expect(await adapter.health(http)).toMatchObject({ state: "unhealthy" });
  });

  it("tells its model, the adapters on it and that they stay", async () => {
    const { http } = await openBackend(startTestVllm({ adapters: ["sql"] }));
    expect(await adapter.list(http)).toEqual([
      { id: model, contextLength: 40_960, isLoaded: true },
      { id: "sql", format: "lora", contextLength: undefined, isLoaded: true },
    ]);
    expect(await adapter.loaded(http)).toMatchObject([
      { id: model, state: "ready", expiresAt: "never" },
      { id: "sql", state: "ready" },
    ]);
    expect(await adapter.version(http)).toBe("0.32.0");
  });

  it("can chat and count, and says when somebody has put it to sleep", async () => {
    const { server, http } = await openBackend(startTestVllm({ hasDevMode: true }));
    expect(await adapter.abilities(http)).toEqual(["chat", "metrics"]);
    expect(await adapter.loaded(http)).toMatchObject([{ state: "ready" }]);
    server.state.isAsleep = true;
    expect(await adapter.loaded(http)).toMatchObject([{ state: "sleeping" }]);
  });

  it("answers a chat word by word, counted by itself", async () => {
    const { server, http } = await openBackend(startTestVllm());
    const said = await chatOnce((said) => adapter.converse(http, said), {
      model,
      prompt: "Well?",
      tokensMax: 16,
    });
    expect(said).toMatchObject({ text: "All is well.", tokens: 3 });
    expect(said.firstTokenMs).toBeLessThanOrEqual(said.totalMs);
    expect(server.asked.at(-1)?.body).toMatchObject({
      max_tokens: 16,
      stream_options: { include_usage: true },
    });
  });

  it("is not asked while it sleeps, since it would keep the question without a word", async () => {
    const { server, http } = await openBackend(startTestVllm({ hasDevMode: true }));
    server.state.isAsleep = true;
    const asked = { model, prompt: "Well?", tokensMax: 16 };
    const chat = chatOnce((said) => adapter.converse(http, said), asked);
    await expect(chat).rejects.toMatchObject({
      code: "backend-busy",
      hint: expect.stringContaining("/wake_up"),
    });
    expect(server.asked.map(({ method }) => method)).not.toContain("POST");
    server.state.isAsleep = false;
    expect(await chatOnce((said) => adapter.converse(http, said), asked)).toMatchObject({ tokens: 3 });
  });

  it("tells of a model that it does not serve, in its own words", async () => {
    const { http } = await openBackend(startTestVllm());
    const chat = chatOnce((said) => adapter.converse(http, said), {
      model: "other",
      prompt: "Well?",
      tokensMax: 16,
    });
    await expect(chat).rejects.toMatchObject({ code: "backend-model" });
  });

  it("is known by two signs, also where its models want a token", async () => {
    const open = await openBackend(startTestVllm());
    expect((await adapter.identify(open.http))?.evidence).toHaveLength(3);
    const { server, http } = await openBackend(startTestVllm({ token: "key" }));
    expect(await adapter.identify(http)).toMatchObject({ version: "0.32.0", evidence: { length: 2 } });
    expect(await stateOf(adapter.list(http))).toMatchObject({ state: "needs-token" });
    expect(await adapter.list(openHttpTo(server, "key"))).toHaveLength(1);
  });

  it("tells how busy it is", async () => {
    const { http } = await openBackend(startTestVllm());
    expect(await adapter.metrics?.(http)).toMatchObject({ running: 2, waiting: 1, cacheUse: 0.31 });
  });

  it.each(["html", "no-json", "error-in-200", "reset", "cut"] as const)(
    "that answers with %s lists nothing and is no other kind",
    async (kind) => {
      const { server, http } = await openBackend(startTestVllm());
      server.fault({ kind });
      await expect(adapter.list(http)).rejects.toThrow();
      expect(await adapter.identify(http)).toBeUndefined();
    },
  );
});
