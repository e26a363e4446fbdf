import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type {
  AnswerRequest,
  Chat,
  ChatChangeRequest,
  ChatMessage,
  ChatSummary,
  NewChatRequest,
} from "#cli-bridge/protocol/chat-answer.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { type ChatStore, type KeptChat, makeChatStore } from "#lib/state/chats.ts";
import type { History } from "../backends/history.ts";
import { parseQuery } from "../parse-query.ts";
import { wholeNumber } from "../runs-query.ts";
import { answerChat } from "./answer-chat.ts";
import { AnswersUnderWay } from "./answers-under-way.ts";
import { knownServer, type Servers } from "./guard-server.ts";

type Making = { db: DatabaseSync; servers: Servers; history: Pick<History, "answered"> };

/** What pages and handlers ask of chats. */
export type Chats = {
  /** The latest change first. */
  list: (params: URLSearchParams) => { chats: ChatSummary[] };
  add: (wanted: NewChatRequest) => Chat;
  read: (id: string) => Chat;
  change: (id: string, wanted: ChatChangeRequest) => Chat;
  remove: (id: string) => Promise<void>;
  /** Events of an answer, word by word. Whoever leaves ends it, and what was said so far is kept. */
  answer: (id: string, asked: AnswerRequest, signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>;
  close: () => Promise<void>;
};

const idForm = /^\d{1,15}$/;
const chatsQuery = z.strictObject({
  before: z.string().regex(idForm, "Give the id of a chat.").optional(),
  limit: wholeNumber.pipe(z.number().min(1).max(999)).default(100),
});

/** Chats with models, kept by this console and by nobody else. */
export function makeChats({ db, servers, history }: Making): Chats {
  const store = makeChatStore(db);
  const underWay = new AnswersUnderWay();
  const get = (id: string): KeptChat => {
    const chat = idForm.test(id) ? store.get(id) : undefined;
    if (chat) return chat;
    throw noSuchChat(id);
  };
  const read = (id: string): Chat => {
    const { system, ...chat } = get(id);
    const answering = underWay.has(chat.id);
    const messages = toTold(store.messages(chat.id), answering);
    return { ...chat, answering, ...(system !== undefined && { system }), messages };
  };
  return {
    read,
    list: (params) => ({
      chats: store
        .list(parseQuery(chatsQuery, params))
        .map(({ system: _, ...chat }) => ({ ...chat, answering: underWay.has(chat.id) })),
    }),
    add: ({ name, instance, model, system }) => {
      guardKnown(servers, instance);
      const added = store.add({
        ...{ name: name ?? freeName(store, model), instance, model },
        ...(system && { system }),
      });
      if (added === undefined) throw nameTaken(name);
      return read(added);
    },
    change: (id, wanted) => {
      const before = get(id);
      if (wanted.instance !== undefined) guardKnown(servers, wanted.instance);
      const { name = before.name, instance = before.instance, model = before.model } = wanted;
      const system = wanted.system === undefined ? before.system : wanted.system;
      if (!store.change(before.id, { name, instance, model, ...(system && { system }) }))
        throw nameTaken(name);
      return read(before.id);
    },
    remove: async (id) => {
      const chat = get(id);
      await underWay.end(chat.id);
      store.remove(chat.id);
    },
    answer: async (id, asked, signal) => {
      const chat = get(id);
      const place = underWay.begin(chat.id);
      signal.addEventListener("abort", () => place.stop.abort(), { once: true });
      if (signal.aborted) place.stop.abort();
      return answerChat({ store, servers, history }, { chat, asked }, place);
    },
    close: () => underWay.endAll(),
  };
}

/** A console that was killed could not say of an answer that it ended. */
const toTold = (messages: readonly ChatMessage[], isAnswering: boolean): ChatMessage[] =>
  messages.map((message) => {
    const isBeingSaid = isAnswering && message.position === messages.length - 1;
    if (message.role === "user" || message.ending || isBeingSaid) return message;
    return { ...message, ending: "stopped", problem: "The console ended while this was being said." };
  });

const modelShownMax = 100;

function freeName(store: Pick<ChatStore, "isTaken">, model: string): string {
  const name = `Chat with ${model.slice(0, modelShownMax)}`;
  for (let count = 1; ; count++) {
    const counted = count === 1 ? name : `${name} ${count}`;
    if (!store.isTaken(counted)) return counted;
  }
}

function guardKnown(servers: Servers, id: string): void {
  if (knownServer(servers, id)) return;
  throw new ConsoleError("not-found", `No server is called ${id.slice(0, 80)}.`, {
    hint: "GET /api/backends names them all.",
  });
}

const noSuchChat = (id: string) =>
  new ConsoleError("not-found", `There is no chat ${id.slice(0, 80)}.`, {
    hint: "GET /api/chats names them all; it may have been removed.",
  });

const nameTaken = (name: string | undefined) =>
  new ConsoleError("conflict", `There is a chat called ${name} already.`, { hint: "Give it another name." });
