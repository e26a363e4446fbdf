import type { ChatMessage } from "#cli-bridge/protocol/chat-answer.ts";

const at = "2026-11-21T10:00:00.000Z";

export const said = (position: number, text: string): ChatMessage => ({ position, role: "user", text, at });

export const answered = (position: number, text: string, more: Partial<ChatMessage> = {}): ChatMessage => ({
  ...{ position, role: "assistant", text, at, model: "qwen3:8b", ending: "whole" },
  ...more,
});
