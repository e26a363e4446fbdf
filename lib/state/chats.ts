import type { DatabaseSync } from "node:sqlite";
import { type ChatMessage, type ChatSummary, chatMessage } from "#cli-bridge/protocol/chat-answer.ts";

/** A chat without what was said in it. */
export type KeptChat = Omit<ChatSummary, "answering"> & { system?: string };
type NewChat = Pick<KeptChat, "name" | "instance" | "model" | "system">;
type ChatsWanted = {
  limit: number;
  /** Only what changed before this chat did. */
  before?: string | undefined;
};

export type ChatStore = ReturnType<typeof makeChatStore>;

const columns =
  "id, name, instance, model, system, created_at, changed_at, (SELECT count(*) FROM chat_messages WHERE chat = chats.id) AS messages";
const isBefore = "(changed_at, id) < (SELECT changed_at, id FROM chats WHERE id = ?)";

/** Chats and what was said in them. Of a change all is kept or nothing. */
export const makeChatStore = (db: DatabaseSync, now: () => Date = () => new Date()) => ({
  ...keepChats(db, now),
  ...keepMessages(db, now),
});

function keepChats(db: DatabaseSync, now: () => Date) {
  const newest = db.prepare(
    `SELECT ${columns} FROM chats WHERE ? IS NULL OR ${isBefore} ORDER BY changed_at DESC, id DESC LIMIT ?`,
  );
  const one = db.prepare(`SELECT ${columns} FROM chats WHERE id = ?`);
  const named = db.prepare("SELECT 1 FROM chats WHERE name = ?");
  const put = db.prepare(
    "INSERT INTO chats (name, instance, model, system, created_at, changed_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
  );
  const write = db.prepare(
    "UPDATE OR IGNORE chats SET name = ?, instance = ?, model = ?, system = ?, changed_at = ? WHERE id = ?",
  );
  const remove = db.prepare("DELETE FROM chats WHERE id = ?");

  return {
    list: ({ limit, before }: ChatsWanted): KeptChat[] =>
      newest.all(before ?? null, before ?? null, limit).map(toChat),
    get(id: string): KeptChat | undefined {
      const row = one.get(id);
      return row && toChat(row);
    },
    isTaken: (name: string): boolean => named.get(name) !== undefined,
    /** Undefined where another has the name. */
    add({ name, instance, model, system }: NewChat): string | undefined {
      const at = now().toISOString();
      const { changes, lastInsertRowid } = put.run(name, instance, model, system ?? null, at, at);
      return changes === 0 ? undefined : String(lastInsertRowid);
    },
    /** False where another has the name. */
    change(id: string, { name, instance, model, system }: NewChat): boolean {
      return write.run(name, instance, model, system ?? null, now().toISOString(), id).changes > 0;
    },
    remove: (id: string): void => void remove.run(id),
  };
}

function keepMessages(db: DatabaseSync, now: () => Date) {
  const said = db.prepare("SELECT position, message FROM chat_messages WHERE chat = ? ORDER BY position");
  const say = db.prepare("INSERT INTO chat_messages (chat, position, message) VALUES (?, ?, ?)");
  const rewrite = db.prepare("UPDATE chat_messages SET message = ? WHERE chat = ? AND position = ?");
  const drop = db.prepare("DELETE FROM chat_messages WHERE chat = ? AND position >= ?");
  const touch = db.prepare("UPDATE chats SET changed_at = ? WHERE id = ?");

  /** A change of what was said is one of the chat too. */
  const change = (id: string, act: () => void): void => {
    db.prepare("BEGIN IMMEDIATE").run();
    try {
      act();
      touch.run(now().toISOString(), id);
      db.prepare("COMMIT").run();
    } catch (error) {
      // A full disk has ended it already.
      if (db.isTransaction) db.prepare("ROLLBACK").run();
      throw error;
    }
  };

  return {
    messages: (id: string): ChatMessage[] =>
      said
        .all(id)
        .map(({ position, message }) => chatMessage.parse({ ...JSON.parse(String(message)), position })),
    /** Drops what stands where the first of these belongs, and all after it. */
    say: (id: string, messages: readonly [ChatMessage, ...ChatMessage[]]): void =>
      change(id, () => {
        drop.run(id, messages[0].position);
        for (const { position, ...message } of messages) say.run(id, position, JSON.stringify(message));
      }),
    /** What has become of a message since. */
    keep: (id: string, { position, ...message }: ChatMessage): void =>
      change(id, () => void rewrite.run(JSON.stringify(message), id, position)),
  };
}

type Row = ReturnType<ReturnType<DatabaseSync["prepare"]>["all"]>[number];

const toChat = ({ id, name, instance, model, system, created_at, changed_at, messages }: Row): KeptChat => ({
  ...{ id: String(id), name: String(name), instance: String(instance), model: String(model) },
  ...(system !== null && { system: String(system) }),
  ...{ createdAt: String(created_at), changedAt: String(changed_at), messageCount: Number(messages) },
});
