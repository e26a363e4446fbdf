import { describe, expect, it } from "vitest";
import { chatsAnswer } from "#cli-bridge/protocol/chat-answer.ts";
import { saidIn } from "#tests/support/hear-answer.ts";
import { openChats, refusalOf } from "./open-chats.ts";

const words = (chat: { messages: { role: string; text: string }[] }) =>
  chat.messages.map(({ role, text }) => `${role}: ${text}`);

describe("0.21 chat", () => {
  it("keeps what was said, and tells the model all of it and its part", async () => {
    const { begin, say, read, toldLast, instance } = await openChats();
    const { id, name, messages } = await begin({ system: "Be brief." });
    expect({ name, messages }).toEqual({ name: "Chat with small:1b", messages: [] });
    const events = await say(id, { text: "Hi" });
    expect(events.map(({ event }) => event)).toEqual(
      expect.arrayContaining(["asked", "waiting", "words", "end"]),
    );
    expect(events[0]).toMatchObject({ data: { message: { position: 0, text: "Hi" }, dropped: 0 } });
    expect(saidIn(events, "words")).toBe("Hello there.");
    await say(id, { text: "And?" });
    expect(toldLast()?.messages).toEqual([
      { role: "system", content: "Be brief." },
      { role: "user", content: "Hi" },
      { role: "assistant", content: "Hello there." },
      { role: "user", content: "And?" },
    ]);
    const chat = await read(id);
    expect(chat).toMatchObject({ messageCount: 4, answering: false, system: "Be brief." });
    expect(chat.messages[3]).toMatchObject({
      ...{ position: 3, model: "small:1b", instance, ending: "whole", tokens: 10, tokensPerSecond: 5 },
      firstTokenMs: expect.any(Number),
    });
  });

  it("an edit of a turn drops what came after it, and answering again replaces the answer alone", async () => {
    const { begin, say, read } = await openChats();
    const { id } = await begin();
    for (const text of ["one", "two", "three"]) await say(id, { text });
    const again = await say(id, { from: 5 });
    expect(again[0]).toMatchObject({ data: { message: { position: 4, text: "three" }, dropped: 1 } });
    expect(await read(id)).toMatchObject({ messageCount: 6 });
    const edited = await say(id, { from: 2, text: "2" });
    expect(edited[0]).toMatchObject({ data: { message: { position: 2, text: "2" }, dropped: 4 } });
    expect(words(await read(id))).toEqual([
      ...["user: one", "assistant: Hello there.", "user: 2", "assistant: Hello there."],
    ]);
    expect((await say(id, {}))[0]).toMatchObject({ data: { message: { position: 2 }, dropped: 1 } });
  });

  it("has a name of its own among all", async () => {
    const { begin, post, patch, instance, ask } = await openChats();
    const [first, second] = [await begin(), await begin()];
    expect([first.name, second.name]).toEqual(["Chat with small:1b", "Chat with small:1b 2"]);
    const twice = await post("/api/chats", { instance, model: "small:1b", name: "chat with SMALL:1b" });
    expect(await refusalOf(twice)).toBe("409 There is a chat called chat with SMALL:1b already.");
    const taken = await patch(`/api/chats/${second.id}`, { name: first.name });
    expect(taken.status).toBe(409);
    expect((await patch(`/api/chats/${first.id}`, { name: first.name })).status).toBe(200);
    expect((await begin()).name).toBe("Chat with small:1b 3");
    expect((await ask(`/api/chats/${second.id}`, { method: "DELETE" })).status).toBe(204);
    expect((await begin()).name).toBe("Chat with small:1b 2");
  });

  it("is listed with the latest change first, page by page", async () => {
    const { begin, say, ask } = await openChats();
    const ids: string[] = [];
    for (const name of ["a", "b", "c"]) ids.push((await begin({ name })).id);
    await say(ids[0] ?? "", { text: "Hi" });
    const names = async (query: string) =>
      chatsAnswer
        .parse(await (await ask(`/api/chats${query}`)).json())
        .chats.map(({ name, messageCount }) => `${name}${messageCount}`);
    expect(await names("")).toEqual(["a2", "c0", "b0"]);
    expect(await names("?limit=1")).toEqual(["a2"]);
    expect(await names(`?before=${ids[2]}`)).toEqual(["b0"]);
  });
});

describe("1c another model", () => {
  it("is told what was said before it, and each answer says who gave it", async () => {
    const { begin, say, patch, read, toldLast } = await openChats();
    const { id } = await begin({ system: "Be brief." });
    await say(id, { text: "Hi" });
    expect(await (await patch(`/api/chats/${id}`, { model: "large:9b", system: null })).json()).toMatchObject(
      {
        model: "large:9b",
        messageCount: 2,
      },
    );
    await say(id, { text: "And you?" });
    expect(toldLast()).toMatchObject({
      model: "large:9b",
      messages: [{ content: "Hi" }, { content: "Hello there." }, { content: "And you?" }],
    });
    const { messages, system } = await read(id);
    expect(messages.map(({ model }) => model)).toEqual([undefined, "small:1b", undefined, "large:9b"]);
    expect(system).toBeUndefined();
  });
});

describe("1b history", () => {
  it("stays readable when its server is forgotten, and asking says so", async () => {
    const { begin, say, read, ask, post, instance } = await openChats();
    const { id } = await begin();
    await say(id, { text: "Hi" });
    await ask(`/api/backends/${instance}`, { method: "DELETE" });
    expect(await read(id)).toMatchObject({ instance, messageCount: 2 });
    const refused = await post(`/api/chats/${id}/answer`, { text: "Still there?" });
    expect(await refusalOf(refused)).toMatch(/^409 The server that this chat asks is not known any more/);
    expect(await read(id)).toMatchObject({ messageCount: 2 });
  });
});

describe("what cannot be meant", () => {
  it("gets a sentence, and nothing is changed by it", async () => {
    const { begin, say, read, post, patch, ask, instance } = await openChats();
    const { id } = await begin();
    const empty = await post(`/api/chats/${id}/answer`, {});
    expect(await refusalOf(empty)).toBe("400 Nothing has been said in this chat.");
    await say(id, { text: "Hi" });
    const before = await read(id);
    const answer = (body: object) => post(`/api/chats/${id}/answer`, body);
    const bad: [Response, RegExp][] = [
      [await answer({ from: 0 }), /^400 Before position 0/],
      [await answer({ from: 2 }), /^400 Before position 2 stands nothing/],
      [await answer({ from: 1, text: "x" }), /^400 At position 1 stands an answer/],
      [await answer({ from: 3, text: "x" }), /^400 There is no message at position 3/],
      [await answer({ from: -1 }), /^400/],
      [await answer({ text: " \n" }), /Write something first/],
      [await answer({ text: "ä".repeat(100_001) }), /200 KB/],
      [await answer({ text: "x", model: "other" }), /no field/],
      [await patch(`/api/chats/${id}`, { system: "x".repeat(32_001) }), /32 KB/],
      [await patch(`/api/chats/${id}`, { name: "a\u0007b" }), /one line/],
      [await patch(`/api/chats/${id}`, { instance: "nobody" }), /^404 No server is called nobody/],
      [await post("/api/chats", { instance, model: "a\nb" }), /^400/],
      [await post("/api/chats", { instance: "nobody", model: "m" }), /^404/],
      [await ask("/api/chats?limit=0"), /^400/],
      [await ask("/api/chats?before=x"), /Give the id of a chat/],
    ];
    for (const [response, says] of bad) expect(await refusalOf(response)).toMatch(says);
    for (const odd of ["0", "x", "1e0", "%201", "999999999999999999999", "-1", `${id}.0`])
      expect([odd, (await ask(`/api/chats/${odd}`)).status]).toEqual([odd, 404]);
    expect(await read(id)).toEqual(before);
  });

  it("a page of another site, and a form, can say nothing here", async () => {
    const { begin, ask, read } = await openChats();
    const { id } = await begin();
    const body = JSON.stringify({ text: "Hi" });
    const type = { "content-type": "application/json" };
    for (const [headers, status] of [
      [{ ...type, origin: "http://evil.example" }, 403],
      [{ ...type, "sec-fetch-site": "same-site" }, 403],
      [{ "content-type": "text/plain" }, 415],
    ] as const) {
      const refused = await ask(`/api/chats/${id}/answer`, { method: "POST", headers, body });
      expect(refused.status).toBe(status);
    }
    expect((await ask(`/api/chats/${id}/answer`)).status).toBe(405);
    expect((await read(id)).messages).toEqual([]);
  });
});
