import { describe, expect, it } from "vitest";
import { adapterOf } from "#lib/backends/adapters.ts";
import { chatOnce } from "#lib/backends/chat-once.ts";
import { openAiAdapter as adapter } from "#lib/backends/openai/openai-adapter.ts";
import { openBackend } from "../../../servers/backend/open-backend.ts";
import { serveBackend } from "../../../servers/backend/serve-backend.ts";
import { startTestVllm } from "../../../servers/vllm/start-test-vllm.ts";

const test = { model: "m", prompt: "Well?", tokensMax: 16 };

/** What nobody here has a name for. */
const stranger = (answer: (event: (data: unknown) => void) => void = () => {}) =>
  serveBackend({
    routes: () => ({
      "GET /v1/models": ({ json }) => json(200, { object: "list", data: [{ id: "m", object: "model" }] }),
      "POST /v1/chat/completions": ({ event, end }) => {
        answer((data) => event(undefined, data));
        end();
      },
    }),
    unknown: ({ json }) => json(404, {}),
  });

const word = (content: string, finish: string | null = null) => ({
  choices: [{ delta: { content }, finish_reason: finish }],
});

describe("a server that speaks OpenAI's language", () => {
  it("is known by its list, tells its models and claims nothing of its memory", async () => {
    const { http } = await openBackend(stranger());
    expect(await adapter.identify(http)).toMatchObject({ evidence: { length: 2 } });
    expect(await adapter.list(http)).toMatchObject([{ id: "m", isLoaded: false }]);
    expect(await adapter.loaded(http)).toEqual([]);
    expect(await adapter.abilities(http)).toEqual(["chat"]);
  });

  it("is none of the other kinds", async () => {
    const { http } = await openBackend(stranger());
    for (const kind of ["ollama", "lmstudio", "vllm", "lmdeploy", "llamacpp"] as const) {
      expect(await (await adapterOf(kind)).identify(http)).toBeUndefined();
    }
  });

  it("counts a thought as its first word, and ends with a reason too", async () => {
    const thought = { choices: [{ delta: { reasoning_content: "hm" }, finish_reason: null }] };
    const answers = [thought, word("Fine"), word(".", "stop")];
    const { http } = await openBackend(stranger((say) => answers.forEach(say)));
    const said = await chatOnce((said) => adapter.converse(http, said), test);
    expect(said).toMatchObject({ text: "Fine." });
    expect(said.firstTokenMs).toBeDefined();
    expect(said.tokens).toBeUndefined();
  });

  it.each<[string, unknown[], string]>([
    ["breaks off", [word("Fi")], "broke off"],
    ["says nothing", [], "broke off"],
    ["tells an error in the middle", [word("Fi"), { error: { message: "out of memory" } }], "out of memory"],
    ["sends no JSON", ["{nope"], "not JSON"],
  ])("has not answered where it %s", async (_, answers, words) => {
    const { http } = await openBackend(stranger((say) => answers.forEach(say)));
    await expect(chatOnce((said) => adapter.converse(http, said), test)).rejects.toThrow(words);
  });

  it("may be any of the kinds, as far as it goes", async () => {
    const { http } = await openBackend(startTestVllm());
    const said = await chatOnce((said) => adapter.converse(http, said), { ...test, model: "Qwen/Qwen3-8B" });
    expect(said).toMatchObject({ text: "All is well.", tokens: 3 });
  });

  it.each(["hang", "trickle"] as const)("that answers with %s is given up", async (kind) => {
    const { server, http } = await openBackend(stranger());
    server.fault({ kind, times: 1 });
    await expect(http.json("/v1/models", { waitMs: 5000, limitMs: 200 })).rejects.toMatchObject({
      code: "backend-timeout",
    });
    expect(await adapter.list(http)).toHaveLength(1);
  });
});
