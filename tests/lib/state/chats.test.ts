import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import type { ChatMessage } from "#cli-bridge/protocol/chat-answer.ts";
import { makeChatStore } from "#lib/state/chats.ts";
import { openConsoleDb, openMemoryDb } from "#lib/state/open-console-db.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const at = "2026-11-21T10:00:00.000Z";
const chat = { name: "One", instance: "a", model: "m" };
const said = (position: number, text: string): ChatMessage => ({ position, role: "user", text, at });

test("1b a chat is there again when the file is opened again, also one that was written before there were chats", async () => {
  const path = join(await temporaryFolder(), "console.db");
  const old = new DatabaseSync(path);
  old.prepare("CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT").run();
  old.close();
  const first = openConsoleDb(path);
  const id = makeChatStore(first.db).add({ ...chat, system: "Odd: \0 '\u2028 ä" }) ?? "";
  makeChatStore(first.db).say(id, [said(0, "Hi \0 \ud83d\ude00")]);
  first.db.close();
  const { db, movedTo } = openConsoleDb(path);
  onTestFinished(() => db.close());
  const store = makeChatStore(db);
  expect(movedTo).toBeUndefined();
  expect(store.get(id)).toMatchObject({ ...chat, system: "Odd: \0 '\u2028 ä", messageCount: 1 });
  expect(store.messages(id)).toEqual([said(0, "Hi \0 \ud83d\ude00")]);
});

test("what is said at a position takes the place of all that stood there and after it, or nothing is changed", () => {
  const db = openMemoryDb();
  const store = makeChatStore(db);
  const id = store.add(chat) ?? "";
  store.say(id, [said(0, "a"), said(1, "b"), said(2, "c")]);
  store.say(id, [said(1, "B")]);
  const texts = () => store.messages(id).map(({ text }) => text);
  expect(texts()).toEqual(["a", "B"]);
  expect(() => store.say(id, [said(0, "x"), said(0, "twice")])).toThrow();
  expect(texts()).toEqual(["a", "B"]);
  store.keep(id, said(1, "Bb"));
  expect(texts()).toEqual(["a", "Bb"]);
});

test("of a removed chat nothing stays, and its number is never given again", () => {
  const db = openMemoryDb();
  const store = makeChatStore(db);
  const id = store.add(chat) ?? "";
  store.say(id, [said(0, "a")]);
  store.remove(id);
  expect([store.get(id), store.messages(id)]).toEqual([undefined, []]);
  expect(db.prepare("SELECT count(*) AS left FROM chat_messages").get()).toMatchObject({ left: 0 });
  expect(store.add(chat)).not.toBe(id);
});

test("a name is one chat's, and a change to a taken one changes nothing", () => {
  const store = makeChatStore(openMemoryDb());
  const [one, two] = [store.add(chat) ?? "", store.add({ ...chat, name: "Two" }) ?? ""];
  expect(store.add({ ...chat, name: "ONE" })).toBeUndefined();
  expect(store.change(two, { ...chat, name: "one", model: "other" })).toBe(false);
  expect(store.get(two)).toMatchObject({ name: "Two", model: "m" });
  expect(store.change(one, { ...chat, name: "ONE", system: "Now." })).toBe(true);
  expect(store.get(one)).toMatchObject({ name: "ONE", system: "Now." });
});
