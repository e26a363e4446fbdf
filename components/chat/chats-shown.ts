import type { ChatSummary } from "#cli-bridge/protocol/chat-answer.ts";

/** The chats whose name and model have every word that was typed. */
export function chatsShown(chats: readonly ChatSummary[], query: string): readonly ChatSummary[] {
  const words = query.toLowerCase().split(/\s+/);
  return chats.filter(({ name, model }) => {
    const text = `${name} ${model}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
