import { describe, expect, it } from "vitest";
import { chatOnce } from "#lib/backends/chat-once.ts";
import { lmDeployAdapter as adapter } from "#lib/backends/lmdeploy/lmdeploy-adapter.ts";
import { openBackend } from "../../../servers/backend/open-backend.ts";
import { startTestLmDeploy } from "../../../servers/lmdeploy/start-test-lmdeploy.ts";

const model = "internlm3-8b-instruct";
const test = { model, prompt: "Well?", tokensMax: 16 };

describe("an LMDeploy server", () => {
  it("says in its health and its list when somebody has put it to sleep", async () => {
    const { server, http } = await openBackend(startTestLmDeploy());
    expect(await adapter.abilities(http)).toEqual(["chat", "metrics"]);
    expect(await chatOnce((said) => adapter.converse(http, said), test)).toMatchObject({
      text: "All is well.",
      tokens: 3,
    });
    server.state.isAsleep = true;
    expect(await adapter.health(http)).toEqual({ state: "healthy", message: "It sleeps." });
    expect(await adapter.loaded(http)).toMatchObject([{ id: model, state: "sleeping" }]);
    await expect(chatOnce((said) => adapter.converse(http, said), test)).rejects.toMatchObject({
      code: "backend-busy",
    });
  });

  it("of an older version says nothing where all is well", async () => {
    const { http } = await openBackend(startTestLmDeploy({ isOld: true, hasMetrics: false }));
    expect(await adapter.health(http)).toEqual({ state: "healthy" });
    expect(await adapter.abilities(http)).toEqual(["chat"]);
    expect((await adapter.identify(http))?.evidence).toHaveLength(2);
  });

  it("is unhealthy by its own word", async () => {
    const { server, http } = await openBackend(startTestLmDeploy());
    server.state.isUnhealthy = true;
    expect(await adapter.health(http)).toEqual({
      state: "unhealthy",
      message: "The engine does not answer.",
    });
  });

  it("has errors without anything around them, and their words are told", async () => {
    const { http } = await openBackend(startTestLmDeploy());
    await expect(
      chatOnce((said) => adapter.converse(http, said), { ...test, model: "other" }),
    ).rejects.toThrow("`other` does not exist");
  });

  it("tells its model and the adapters on it, and how busy it is", async () => {
    const { http } = await openBackend(startTestLmDeploy({ adapters: ["sql"] }));
    expect(await adapter.list(http)).toMatchObject([{ id: model }, { id: "sql", format: "lora" }]);
    expect(await adapter.metrics?.(http)).toMatchObject({ running: 3, waiting: 0, cacheUse: 0.12 });
  });

  it("wants its token in its own way", async () => {
    const { http } = await openBackend(startTestLmDeploy({ token: "key" }));
    await expect(adapter.list(http)).rejects.toMatchObject({ code: "backend-token" });
    expect((await adapter.identify(http))?.evidence).toHaveLength(2);
  });
});
