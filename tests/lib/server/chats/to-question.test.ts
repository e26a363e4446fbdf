import { expect, test } from "vitest";
import { type ChatMessage, chatLimits } from "#cli-bridge/protocol/chat-answer.ts";
import { toQuestion, toTurns } from "#lib/server/chats/to-question.ts";

const now = new Date("2026-11-21T10:00:00.000Z");
const said = (count: number, text = "x"): ChatMessage[] =>
  Array.from({ length: count }, (_, position) => ({
    ...{ position, role: position % 2 === 0 ? "user" : "assistant", text, at: now.toISOString() },
  }));

test("a chat that is full takes no more, but an earlier message can still be written anew", () => {
  const full = said(chatLimits.messages);
  expect(() => toQuestion(full, { text: "one more" }, now)).toThrow("A chat may have 2000 messages.");
  expect(toQuestion(full, { text: "instead", from: 1998 }, now)).toMatchObject({
    asked: { position: 1998, text: "instead" },
    dropped: 2,
  });
  expect(toQuestion(full, {}, now)).toMatchObject({ asked: { position: 1998 }, dropped: 1 });
});

test("a chat that is longer than any model can be told is not sent", () => {
  const question = toQuestion(said(160, "x".repeat(110_000)), { text: "And?" }, now);
  expect(() => toTurns(undefined, question)).toThrow("longer than 16 MB");
});

test("0.21 a question that was never answered is told with the next one, as many models take turns only", () => {
  const at = now.toISOString();
  const before: ChatMessage[] = [
    { position: 0, role: "user", text: "Who wrote it?", at },
    { position: 1, role: "assistant", text: "", at, ending: "failed" },
  ];
  const question = toQuestion(before, { text: "And when?" }, now);
  expect(toTurns("Be brief.", question)).toEqual([
    { role: "system", content: "Be brief." },
    { role: "user", content: "Who wrote it?\n\nAnd when?" },
  ]);
});
