import { describe, expect, it } from "vitest";
import { chatOnce } from "#lib/backends/chat-once.ts";
import { toBackendState } from "#lib/backends/http/backend-error.ts";
import { lmStudioAdapter as adapter } from "#lib/backends/lmstudio/lmstudio-adapter.ts";
import { openBackend } from "../../../servers/backend/open-backend.ts";
import { startTestLmStudio } from "../../../servers/lmstudio/start-test-lmstudio.ts";

const qwen = "qwen/qwen3-8b";

describe("3.1 the list of models", () => {
  it("tells every model with its size and abilities, and of an embedding model what it tells", async () => {
    const { http } = await openBackend(startTestLmStudio());
    const models = await adapter.list(http);
    expect(models.map(({ id }) => id)).toEqual([
      ...["google/gemma-4-26b-a4b", qwen, "openai/gpt-oss-120b", "text-embedding-nomic-embed-text-v1.5"],
    ]);
    expect(models[0]).toEqual({
      ...{ id: "google/gemma-4-26b-a4b", name: "Gemma 4 26B A4B", bytes: 17_990_911_801, family: "gemma4" },
      ...{ format: "gguf", parameterSize: "26B-A4B", quantization: "Q4_K_M", contextLength: 262_144 },
      ...{ capabilities: ["completion", "vision", "tools"], isLoaded: false },
    });
    expect(models[3]).toMatchObject({ capabilities: ["embedding"], bytes: 84_106_624 });
  });

  it.each([
    ["v0", 404],
    ["v0", 200],
    ["openai", 404],
    ["openai", 200],
  ] as const)("comes by %s from one that knows nothing newer and says so with %i", async (speaks, status) => {
    const { http } = await openBackend(startTestLmStudio({ speaks, answersUnknownWith: status }));
    expect((await adapter.list(http)).map(({ id }) => id)).toContain(qwen);
    expect(await adapter.abilities(http)).toEqual(["chat"]);
    await expect(adapter.load?.(http, qwen, {})).rejects.toThrow("too old to be told what to load");
  });

  it("is not there while the server is down", async () => {
    const { server, http } = await openBackend(startTestLmStudio());
    await server.stop();
    const error = await adapter.list(http).catch((caught: unknown) => caught);
    expect(toBackendState(error)).toMatchObject({ state: "offline" });
  });

  it("leaves out a row that is none and keeps the others", async () => {
    const models = [
      { key: "", bytes: 1, contextLength: 1 },
      { key: "good", bytes: 1, contextLength: 1 },
    ];
    const { http } = await openBackend(startTestLmStudio({ models }));
    expect((await adapter.list(http)).map(({ id }) => id)).toEqual(["good"]);
  });
});

describe("3.3 the status", () => {
  it("shows every loaded instance with its context, and its memory as an estimate", async () => {
    const { server, http } = await openBackend(startTestLmStudio());
    expect(await adapter.loaded(http)).toEqual([]);
    server.memory.put(qwen, 8192);
    server.memory.put(qwen, 16_384);
    const told = { model: qwen, state: "ready", bytes: 5_027_783_488, isEstimate: true };
    expect(await adapter.loaded(http)).toMatchObject([
      { ...told, id: qwen, contextLength: 8192 },
      { ...told, id: `${qwen}:2`, contextLength: 16_384 },
    ]);
  });

  it("knows from an older one what is loaded, and claims no memory", async () => {
    const { server, http } = await openBackend(startTestLmStudio({ speaks: "v0" }));
    server.memory.put(qwen, 4096);
    const [loaded, ...others] = await adapter.loaded(http);
    expect(loaded).toMatchObject({ id: qwen, contextLength: 4096 });
    expect(loaded?.bytes).toBeUndefined();
    expect(others).toEqual([]);
  });
});

describe("3.12 a client", () => {
  it("tells a server that wants a token from one that is down", async () => {
    const { http } = await openBackend(startTestLmStudio({ token: "lm-secret" }));
    const error = await adapter.health(http).catch((caught: unknown) => caught);
    expect(toBackendState(error)).toMatchObject({ state: "needs-token" });
    expect(await adapter.identify(http)).toMatchObject({ evidence: { length: 2 } });
  });

  it("is let in with it", async () => {
    const { http } = await openBackend(startTestLmStudio({ token: "lm-secret" }), "lm-secret");
    expect(await adapter.health(http)).toEqual({ state: "healthy" });
  });

  it("never shows its token to another host, even where it is led there", async () => {
    const { server: other } = await openBackend(startTestLmStudio());
    const { server, http } = await openBackend(startTestLmStudio({ token: "lm-secret" }), "lm-secret");
    server.fault({ kind: "redirect", to: `${other.url}/api/v1/models` });
    await expect(adapter.list(http)).rejects.toThrow(`redirects to ${other.url}`);
    expect(other.asked).toEqual([]);
  });

  it.each(["Channel Error", "The model has crashed without additional information. (Exit code: 11)"])(
    "says of %j what to do, and tries nothing of it by itself",
    async (crash) => {
      const models = [{ key: "acme/frail", bytes: 1, contextLength: 8192, crash }];
      const { server, http } = await openBackend(startTestLmStudio({ models }));
      const chat = chatOnce((said) => adapter.converse(http, said), {
        model: "acme/frail",
        prompt: "Well?",
        tokensMax: 8,
      });
      await expect(chat).rejects.toMatchObject({
        message: expect.stringContaining(crash),
        hint: expect.stringContaining("Unload the model and load it again"),
      });
      expect(server.asked.filter(({ method }) => method === "POST")).toHaveLength(1);
    },
  );

  it("says a little, keeps no conversation, and believes the server's own rate", async () => {
    const { server, http } = await openBackend(startTestLmStudio());
    const said = await chatOnce((said) => adapter.converse(http, said), {
      model: qwen,
      prompt: "Well?",
      tokensMax: 8,
    });
    expect(said).toMatchObject({ text: "All is well.", tokens: 3, tokensPerSecond: 50 });
    expect(server.asked.at(-1)?.body).toMatchObject({ store: false, stream: true });
  });

  it("tells why a chat failed, in the server's words", async () => {
    const { http } = await openBackend(startTestLmStudio({ isJustInTime: false }));
    const chat = chatOnce((said) => adapter.converse(http, said), {
      model: qwen,
      prompt: "Well?",
      tokensMax: 8,
    });
    await expect(chat).rejects.toThrow(`Model '${qwen}' not found`);
  });

  it("talks to an older one in OpenAI's way", async () => {
    const { http } = await openBackend(startTestLmStudio({ speaks: "openai" }));
    const said = await chatOnce((said) => adapter.converse(http, said), {
      model: qwen,
      prompt: "Well?",
      tokensMax: 8,
    });
    expect(said).toMatchObject({ text: "All is well.", tokens: 3 });
  });
});

describe("what is wrong with a server", () => {
  it.each([
    ["html", "backend-strange"],
    ["no-json", "backend-strange"],
    ["error-in-200", "backend-failed"],
    ["gzip", "backend-strange"],
    ["redirect", "backend-strange"],
    ["reset", "backend-offline"],
    ["cut", "backend-offline"],
  ] as const)("is told where it answers with %s", async (kind, code) => {
    const { server, http } = await openBackend(startTestLmStudio());
    server.fault({ kind });
    await expect(adapter.list(http)).rejects.toMatchObject({ code });
    server.mend();
    expect(await adapter.list(http)).toHaveLength(4);
  });
});
