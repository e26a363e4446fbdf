import { describe, expect, it, onTestFinished } from "vitest";
import type { Saying, Turn } from "#lib/backends/adapter.ts";
import { adapterOf } from "#lib/backends/adapters.ts";
import { makeGate } from "#tests/servers/backend/gate.ts";
import { openHttpTo } from "#tests/servers/backend/open-backend.ts";
import { serveBackend } from "#tests/servers/backend/serve-backend.ts";
import { startTestLlamaCpp } from "#tests/servers/llamacpp/start-test-llamacpp.ts";
import { startTestLmDeploy } from "#tests/servers/lmdeploy/start-test-lmdeploy.ts";
import { startTestLmStudio } from "#tests/servers/lmstudio/start-test-lmstudio.ts";
import { startTestOllama } from "#tests/servers/ollama/start-test-ollama.ts";
import { startTestVllm } from "#tests/servers/vllm/start-test-vllm.ts";

type Pace = { pace: () => Promise<void> };
type Started = { url: string; left: number };
type Case = [name: string, kind: Parameters<typeof adapterOf>[0], start: (pace: Pace) => Promise<Started>];

const models = [{ name: "m" }];
const lmModels = [{ key: "m", bytes: 5, contextLength: 8192 }];
const cases: Case[] = [
  ["Ollama", "ollama", (pace) => startTestOllama({ models, ...pace })],
  ["vLLM", "vllm", (pace) => startTestVllm({ model: "m", ...pace })],
  ["LMDeploy", "lmdeploy", (pace) => startTestLmDeploy({ model: "m", ...pace })],
  ["llama.cpp", "llamacpp", (pace) => startTestLlamaCpp({ model: "m", ...pace })],
  ["a stranger", "openai", (pace) => startTestVllm({ model: "m", ...pace })],
  ["LM Studio", "lmstudio", (pace) => startTestLmStudio({ models: lmModels, ...pace })],
  [
    "an older LM Studio",
    "lmstudio",
    (pace) => startTestLmStudio({ models: lmModels, speaks: "v0", ...pace }),
  ],
];

const hi: Turn[] = [{ role: "user", content: "Hi" }];

async function open([, kind, start]: Case, pace: Pace["pace"]) {
  const server = await start({ pace });
  onTestFinished(async () => {
    if ("stop" in server && typeof server.stop === "function") await server.stop();
  });
  const adapter = await adapterOf(kind);
  const http = openHttpTo(server);
  const converse = (messages: Turn[], signal?: AbortSignal) =>
    adapter.converse(http, { model: "m", messages, signal });
  return { server, converse };
}

async function all(sayings: AsyncIterable<Saying>): Promise<Saying[]> {
  const said: Saying[] = [];
  for await (const saying of sayings) said.push(saying);
  return said;
}

/** The next words; what is told of a load goes by, and the server is let go on as far as that needs. */
async function nextWords(sayings: AsyncGenerator<Saying>, step: () => void): Promise<string> {
  for (;;) {
    const next = sayings.next();
    const stepping = setInterval(step, 5);
    const { value } = await next.finally(() => clearInterval(stepping));
    if (value?.kind === "words") return value.text;
  }
}

describe.each(cases)("1a a conversation with %s", (...given) => {
  it("is heard word by word: the first before the last one is sent", async () => {
    const gate = makeGate();
    const { converse } = await open(given, gate.pass);
    const sayings = converse(hi);
    const first = await nextWords(sayings, gate.step);
    await gate.untilHeld();
    gate.open();
    const rest = await all(sayings);
    expect([first, ...rest.flatMap((each) => (each.kind === "words" ? each.text : []))].join("")).toMatch(
      /^(All is well|Hello there)\.$/,
    );
    expect(rest.at(-1)).toMatchObject({ kind: "end", isCut: false });
  });

  it("ends at the server when whoever asked gives up, or stops listening", async () => {
    const gate = makeGate();
    const { server, converse } = await open(given, gate.pass);
    const leaving = new AbortController();
    const aborted = converse(hi, leaving.signal);
    await nextWords(aborted, gate.step);
    leaving.abort();
    // What had come before may still be heard.
    await expect(all(aborted)).rejects.toMatchObject({ name: "AbortError" });
    await expect.poll(() => server.left).toBe(1);
    const unheard = converse(hi);
    await nextWords(unheard, gate.step);
    await unheard.return(undefined);
    await expect.poll(() => server.left).toBe(2);
    gate.open();
  });
});

describe("a conversation with LM Studio", () => {
  const told = async (messages: Turn[], speaks: "v1" | "v0" = "v1") => {
    const server = await startTestLmStudio({ models: lmModels, speaks });
    onTestFinished(() => server.stop());
    const { converse } = await adapterOf("lmstudio");
    const said = await all(converse(openHttpTo(server), { model: "m", messages }));
    const { path, body } = server.asked.findLast(({ method }) => method === "POST") ?? {};
    return { path, body, said };
  };

  it("tells how far the model has been loaded, where one question is all", async () => {
    const { path, body, said } = await told([{ role: "system", content: "Be brief." }, ...hi]);
    expect({ path, body }).toMatchObject({
      path: "/api/v1/chat",
      body: { input: "Hi", system_prompt: "Be brief.", store: false },
    });
    expect(said).toContainEqual({ kind: "loading", share: expect.any(Number) });
  });

  it.each(["v1", "v0"] as const)("of interface %s is told all that was said before", async (speaks) => {
    const messages: Turn[] = [
      ...hi,
      { role: "assistant", content: "Yes?" },
      { role: "user", content: "Well?" },
    ];
    const { path, body } = await told(messages, speaks);
    expect({ path, messages: body?.messages }).toEqual({ path: "/v1/chat/completions", messages });
  });
});

describe("what a server adds to its words", () => {
  const ended = async (reason: string) => {
    const server = await serveBackend({
      routes: () => ({
        "POST /v1/chat/completions": ({ event, end }) => {
          for (const delta of [{ reasoning_content: "Hm." }, { reasoning: "So." }, { content: "Fine" }])
            event(undefined, { choices: [{ delta, finish_reason: null }] });
          event(undefined, { choices: [{ delta: {}, finish_reason: reason }] });
          end();
        },
      }),
      unknown: ({ json }) => json(404, {}),
    });
    onTestFinished(() => server.stop());
    const { converse } = await adapterOf("openai");
    return all(converse(openHttpTo(server), { model: "m", messages: hi }));
  };

  it.each(["stop", "length"])("is why it ended: %s", async (reason) => {
    expect(await ended(reason)).toEqual([
      { kind: "thought", text: "Hm." },
      { kind: "thought", text: "So." },
      { kind: "words", text: "Fine" },
      { kind: "end", isCut: reason === "length", tokens: undefined, tokensPerSecond: undefined },
    ]);
  });

  it.each(["abort", "error"])("is that it gave up, which is no whole answer: %s", async (reason) => {
    await expect(ended(reason)).rejects.toMatchObject({
      code: "backend-strange",
      message: expect.stringContaining("broke off"),
    });
  });
});
