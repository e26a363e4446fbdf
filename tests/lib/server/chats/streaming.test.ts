import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { AnswerEvent } from "#cli-bridge/protocol/chat-answer.ts";
import { makeGate } from "#tests/servers/backend/gate.ts";
import { hearAnswer, saidIn } from "#tests/support/hear-answer.ts";
import { openChats, refusalOf } from "./open-chats.ts";

const words = (content: string, more: object = {}) => ({ message: { role: "assistant", content }, ...more });
const done = { done: true, done_reason: "stop", eval_count: 2, eval_duration: 1e9 };

/** Hears until an event of this name has come. */
async function until(events: AsyncGenerator<AnswerEvent>, name: AnswerEvent["event"]): Promise<AnswerEvent> {
  for (;;) {
    const { value, done: isOver } = await events.next();
    if (isOver) throw new Error(`The answer ended before ${name}.`);
    if (value.event === name) return value;
  }
}

describe("1a streaming", () => {
  it("brings the first word before the last one is sent, and says meanwhile that it goes on", async () => {
    const gate = makeGate();
    const { begin, post, read, ask } = await openChats({ pace: gate.pass });
    const { id } = await begin();
    const events = hearAnswer(await post(`/api/chats/${id}/answer`, { text: "Hi" }));
    expect(await until(events, "words")).toMatchObject({ data: { text: "Hello" } });
    expect(await read(id)).toMatchObject({ answering: true, messageCount: 2 });
    expect((await read(id)).messages[1]?.ending).toBeUndefined();
    const { chats } = await (await ask("/api/chats")).json();
    expect(chats).toMatchObject([{ answering: true }]);
    gate.open();
    expect(await until(events, "end")).toMatchObject({ data: { message: { text: "Hello there." } } });
    expect(await read(id)).toMatchObject({ answering: false });
  });

  it("whoever leaves closes the way to the server, and what was said is kept", async () => {
    const gate = makeGate();
    const { begin, ask, read, ollama } = await openChats({ pace: gate.pass });
    const { id } = await begin();
    const leaving = new AbortController();
    const answer = await ask(`/api/chats/${id}/answer`, {
      ...{ method: "POST", headers: { "content-type": "application/json" }, signal: leaving.signal },
      body: JSON.stringify({ text: "Hi" }),
    });
    await until(hearAnswer(answer), "words");
    leaving.abort();
    await expect.poll(() => ollama.left).toBe(1);
    await expect.poll(async () => (await read(id)).answering).toBe(false);
    expect((await read(id)).messages[1]).toMatchObject({ text: "Hello", ending: "stopped" });
    gate.open();
  });

  it("what was said is on the disk while the rest is awaited", async () => {
    const gate = makeGate();
    const { begin, post, read } = await openChats({ pace: gate.pass });
    const { id } = await begin();
    const events = hearAnswer(await post(`/api/chats/${id}/answer`, { text: "Hi" }));
    await until(events, "words");
    await expect.poll(async () => (await read(id)).messages[1]?.text).toBe("Hello");
    gate.open();
    await until(events, "end");
  });

  it("thoughts come apart from words, and are not told to a model again", async () => {
    const thinking = { message: { role: "assistant", content: "", thinking: "Hm. " } };
    const says = () => [thinking, thinking, words("Fine."), { ...words(""), ...done }];
    const { begin, say, read, toldLast } = await openChats({ says });
    const { id } = await begin();
    const events = await say(id, { text: "Well?" });
    expect([saidIn(events, "thought"), saidIn(events, "words")]).toEqual(["Hm. Hm. ", "Fine."]);
    expect(events.at(-1)).toMatchObject({ data: { message: { text: "Fine.", thought: "Hm. Hm. " } } });
    expect((await read(id)).messages[1]?.thoughtMs).toBeGreaterThanOrEqual(0);
    await say(id, { text: "And?" });
    expect(JSON.stringify(toldLast())).not.toContain("Hm.");
  });

  it.each<[string, object[], RegExp]>([
    ["tells an error in the middle", [words("Fi"), { error: "CUDA error: out of memory" }], /out of memory/],
    ["breaks off", [words("Fi")], /broke off/],
    ["sends what is no answer", [words("Fi"), { message: 3 }], /shape/],
  ])("a server that %s leaves what it said, with its words", async (_, says, problem) => {
    const { begin, say, read, toldLast } = await openChats({ says: () => says as [] });
    const { id } = await begin();
    const fault = (await say(id, { text: "Well?" })).at(-1);
    const kept = { text: "Fi", ending: "failed", problem: expect.stringMatching(problem) };
    expect(fault).toMatchObject({ event: "fault", data: { message: expect.stringMatching(problem), kept } });
    expect((await read(id)).messages[1]).toMatchObject(kept);
    await say(id, { from: 1 });
    expect(toldLast()?.messages).toEqual([{ role: "user", content: "Well?" }]);
  });

  it("an answer that never came is kept as failed, and no model is told of it", async () => {
    const { begin, say, read, toldLast } = await openChats();
    const { id } = await begin({ model: "none" });
    expect((await say(id, { text: "Hi" })).at(-1)).toMatchObject({
      event: "fault",
      data: { kept: { text: "" } },
    });
    expect((await read(id)).messages[1]).toMatchObject({
      ending: "failed",
      problem: expect.stringContaining("none"),
    });
    await say(id, { text: "Again" });
    expect(toldLast()?.messages).toEqual([{ role: "user", content: "Hi\n\nAgain" }]);
  });

  it("a flood of words is joined, and one without end is cut off", async () => {
    async function* flood() {
      for (let word = 0; word < 20_000; word++) yield words("word ");
      yield { ...words(""), ...done };
    }
    const { begin, say } = await openChats({ says: flood });
    const { id } = await begin();
    const events = await say(id, { text: "Go" });
    expect(saidIn(events, "words")).toHaveLength(100_000);
    expect(events.length).toBeLessThan(10_000);
  });

  it("an answer longer than any ends, whole letters only", async () => {
    async function* endless() {
      for (;;) yield await nextTurn(words("ä".repeat(100_000)));
    }
    const { begin, say, ollama } = await openChats({ says: endless });
    const { id } = await begin();
    const last = (await say(id, { text: "Go" })).at(-1);
    expect(last).toMatchObject({ event: "end", data: { message: { ending: "length" } } });
    expect(last?.event === "end" && last.data.message.text).toBe("ä".repeat(500_000));
    await expect.poll(() => ollama.left).toBe(1);
  });

  it("one answer at a time in a chat and four in all, and a removed chat ends its own", async () => {
    const gate = makeGate();
    const { begin, post, ask, ollama } = await openChats({ pace: gate.pass });
    const ids: string[] = [];
    for (const name of ["a", "b", "c", "d", "e"]) ids.push((await begin({ name })).id);
    const answer = (at: number) => post(`/api/chats/${ids[at]}/answer`, { text: "Hi" });
    const streams = await Promise.all([0, 1, 2, 3].map(async (at) => hearAnswer(await answer(at))));
    await Promise.all(streams.map((each) => until(each, "words")));
    expect(await refusalOf(await answer(0))).toBe("409 An answer is under way in this chat.");
    expect(await refusalOf(await answer(4))).toMatch(/^429 4 answers/);
    expect((await ask(`/api/chats/${ids[0]}`, { method: "DELETE" })).status).toBe(204);
    expect((await ask(`/api/chats/${ids[0]}`)).status).toBe(404);
    await expect.poll(() => ollama.left).toBe(1);
    gate.open();
    await Promise.all(streams.slice(1).map((each) => until(each, "end")));
    expect((await answer(4)).status).toBe(200);
  });

  it("3d counts among the speeds of its server", async () => {
    const { begin, say, ask, instance } = await openChats();
    await say((await begin()).id, { text: "Hi" });
    const { speeds } = await (await ask(`/api/backends/${instance}/history`)).json();
    expect(speeds).toMatchObject([{ model: "small:1b", tokensPerSecond: 5, from: "chat" }]);
  });
});
