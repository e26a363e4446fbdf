import { expect, test } from "vitest";
import { toChatMarkdown } from "#components/chat/chat-markdown.ts";
import { answered, said } from "./sample-chat.ts";

test("a chat is copied with who said what, and how an answer ended that is not whole", () => {
  const messages = [said(0, "Hello"), answered(1, "Hi", { ending: "stopped" })];
  expect(toChatMarkdown({ name: "Chat with qwen3:8b", system: "Be brief." }, messages)).toBe(
    "# Chat with qwen3:8b\n\n## System prompt\n\nBe brief.\n\n## You\n\nHello\n\n## qwen3:8b\n\nHi\n\n*Stopped.*\n",
  );
});
