import { expect, test } from "vitest";
import { chatChangeRequest, newChatRequest } from "#cli-bridge/protocol/chat-answer.ts";
import { withoutTurns } from "#cli-bridge/protocol/turning-marks.ts";

test("S21 what turns letters around is taken out, and what Arabic and Hebrew need stays", () => {
  expect(withoutTurns("\u202elive\u202c \u2067a\u2069")).toBe("live a");
  expect(withoutTurns("שלום\u200f!\u200e \u061c")).toBe("שלום\u200f!\u200e \u061c");
});

test("S21 a chat takes no name that is read as another one", () => {
  const refused = chatChangeRequest.safeParse({ name: "\u202eevil" });
  expect(refused.error?.issues[0]?.message).toBe("A name has no marks that turn its letters around.");
  expect(newChatRequest.safeParse({ instance: "a", model: "b", name: "a\u2066b" }).success).toBe(false);
  expect(chatChangeRequest.safeParse({ name: "שלום" }).success).toBe(true);
});
