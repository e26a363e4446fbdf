import { expect, test } from "vitest";
import { chatsShown } from "#components/chat/chats-shown.ts";

const at = "2026-11-21T10:00:00.000Z";
const chatOf = (name: string, model: string) => ({
  ...{
    id: name,
    name,
    instance: "a",
    model,
    createdAt: at,
    changedAt: at,
    messageCount: 0,
    answering: false,
  },
});

test("chats are found by words of their name and their model, in any order", () => {
  const chats = [chatOf("Holiday plans", "qwen3:8b"), chatOf("A poem", "gemma4:26b")];
  const namesOf = (query: string) => chatsShown(chats, query).map(({ name }) => name);
  expect(namesOf("")).toEqual(["Holiday plans", "A poem"]);
  expect(namesOf("QWEN plans")).toEqual(["Holiday plans"]);
  expect(namesOf("qwen poem")).toEqual([]);
});
