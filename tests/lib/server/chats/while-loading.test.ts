import { describe, expect, it } from "vitest";
import type { AnswerEvent } from "#cli-bridge/protocol/chat-answer.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import type { Saying } from "#lib/backends/adapter.ts";
import type { Instance } from "#lib/backends/instance.ts";
import { toInstance } from "#lib/backends/instances/environment.ts";
import { systemClock } from "#lib/server/backends/clock.ts";
import { unseen } from "#lib/server/backends/seen.ts";
import { makeTalk } from "#lib/server/backends/talk.ts";
import { makeServer, noHttp } from "#tests/lib/server/backends/fake-server.ts";
import { makeGate } from "#tests/servers/backend/gate.ts";
import { openBackend } from "#tests/servers/backend/open-backend.ts";
import { startTestLlamaCpp } from "#tests/servers/llamacpp/start-test-llamacpp.ts";
import { hearAnswer } from "#tests/support/hear-answer.ts";
import { openConsole } from "#tests/support/open-console.ts";
import { openChats, refusalOf } from "./open-chats.ts";

const load: RunRecord = {
  ...{ id: "1", command: "backend-load", input: { model: "large:9b" }, dialect: "modeldeck", argv: [] },
  ...{
    shell: "",
    effect: "changes",
    lane: "backends",
    state: "running",
    createdAt: "2026-11-21T00:00:00.000Z",
  },
  lines: 0,
};

const mine: Instance = toInstance({ kind: "ollama", url: new URL("http://127.0.0.1:39"), from: "found" });

describe("3.10 chat while a model is being loaded", () => {
  it("is refused with the name of what is being loaded, and goes on once it is there", async () => {
    const gate = makeGate();
    const router = [{ id: "small" }, { id: "large" }];
    const { server } = await openBackend(startTestLlamaCpp({ router, pace: gate.pass }));
    const { post } = await openConsole();
    const added = await post("/api/backends", { name: "Mine", kind: "llamacpp", url: server.url });
    const { id: instance } = await added.json();
    const { id } = await (await post("/api/chats", { instance, model: "small" })).json();
    await fetch(`${server.url}/models/load`, { method: "POST", body: JSON.stringify({ model: "large" }) });
    const answer = () => post(`/api/chats/${id}/answer`, { text: "Hi" });
    expect(await refusalOf(await answer())).toBe("409 Mine is taking large into memory.");
    gate.open();
    await expect.poll(async () => (await answer()).status).toBe(200);
  });

  it.each<[string, RunRecord["input"], string | undefined]>([
    ["there, by its name", { model: "large:9b", backend: mine.name }, "large:9b"],
    ["there, by its address", { model: "large:9b", backend: "127.0.0.1:39" }, "large:9b"],
    ["at the only server", { model: "large:9b" }, "large:9b"],
    ["elsewhere", { model: "large:9b", backend: "other" }, undefined],
    ["only on trial", { model: "large:9b", dryRun: true }, undefined],
  ])("is known by a run that loads %s", async (_, input, model) => {
    const unasked = () => Promise.reject(new Error("Nobody is asked."));
    const talk = makeTalk({
      watch: {
        answer: () => ({ backends: [] }),
        instanceOf: () => mine,
        seen: () => unseen,
        asked: unasked,
        refresh: unasked,
      },
      runner: { list: async () => [{ ...load, input }] },
      whoDidIt: { talked: () => undefined },
      clock: systemClock,
    });
    expect(await talk.loadingAt(mine.id)).toBe(model);
  });
});

describe("a server that is away", () => {
  it("is not asked, and nothing that was to be said is kept as said", async () => {
    const { begin, post, read, say, ollama } = await openChats();
    const { id } = await begin();
    await ollama.close();
    await post(`/api/backends/${(await read(id)).instance}/refresh`, {});
    const refused = await post(`/api/chats/${id}/answer`, { text: "Hi" });
    expect(await refusalOf(refused)).toMatch(/^502 .* does not answer: nothing listens there\.$/);
    expect((await read(id)).messages).toEqual([]);
    await ollama.open();
    expect((await say(id, { text: "Hi" })).at(-1)?.event).toBe("end");
  });
});

describe("a server that is removed in the middle of an answer", () => {
  it("is not looked at for its first word, and nothing is logged of that", async () => {
    const { adapter } = makeServer();
    async function* converse(): AsyncGenerator<Saying> {
      yield { kind: "words", text: "Hi" };
    }
    const talk = makeTalk({
      watch: {
        ...{ answer: () => ({ backends: [] }), instanceOf: () => mine, seen: () => unseen },
        asked: async () => ({ adapter: { ...adapter, converse }, http: noHttp(mine.url) }),
        refresh: () => Promise.reject(new Error("No server is called that.")),
      },
      runner: { list: async () => [] },
      whoDidIt: { talked: () => undefined },
      clock: systemClock,
    });
    const { signal } = new AbortController();
    const said: Saying[] = [];
    for await (const saying of talk.converse(mine.id, { model: "small:1b", messages: [], signal }))
      said.push(saying);
    expect(said).toEqual([{ kind: "words", text: "Hi" }]);
  });

  it("is told of in words, and what was said is kept", async () => {
    const gate = makeGate();
    const { begin, ask, post, instance } = await openChats({ pace: gate.pass });
    const { id } = await begin();
    const answer = await post(`/api/chats/${id}/answer`, { text: "Hi" });
    await gate.untilHeld();
    expect((await ask(`/api/backends/${instance}`, { method: "DELETE" })).status).toBe(200);
    gate.open();
    const events: AnswerEvent[] = [];
    for await (const event of hearAnswer(answer)) events.push(event);
    expect(events.at(-1)).toMatchObject({
      event: "fault",
      data: { message: "The server was removed here before it had answered.", kept: { ending: "failed" } },
    });
  });
});
