import type { Chat, ChatMessage } from "#cli-bridge/protocol/chat-answer.ts";

const titleOf = ({ role, model }: ChatMessage): string => (role === "user" ? "You" : (model ?? "The model"));

const endings: Partial<Record<NonNullable<ChatMessage["ending"]>, string>> = {
  stopped: "*Stopped.*",
  failed: "*Failed.*",
  length: "*Cut off where it became too long.*",
};

/** A whole chat as a text to keep or to send on. */
export function toChatMarkdown(
  { name, system }: Pick<Chat, "name" | "system">,
  messages: readonly ChatMessage[],
): string {
  const said = messages.flatMap((message) => [
    `## ${titleOf(message)}`,
    message.text,
    (message.ending && endings[message.ending]) ?? "",
  ]);
  const parts = [`# ${name}`, ...(system ? ["## System prompt", system] : []), ...said];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
