import type { AnswerRequest, ChatMessage } from "#cli-bridge/protocol/chat-answer.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { ChatStore, KeptChat } from "#lib/state/chats.ts";
import type { History } from "../backends/history.ts";
import { toErrorAnswer } from "../error-answer.ts";
import type { UnderWay } from "./answers-under-way.ts";
import { guardServer, type Servers } from "./guard-server.ts";
import { openPipe, type Pipe } from "./open-pipe.ts";
import { sayAnswer, sayLoading } from "./say-answer.ts";
import { toQuestion, toTurns } from "./to-question.ts";

export type Answering = {
  store: Pick<ChatStore, "messages" | "say" | "keep">;
  servers: Servers;
  history: Pick<History, "answered">;
};

/** Nobody waits for one answer longer than this, be it a server or a page that does not go on. */
const limitMs = 90 * 60 * 1000;

/** Asks the server of a chat, once what was asked is kept, and passes on what it says. */
export async function answerChat(
  answering: Answering,
  { chat, asked }: { chat: KeptChat; asked: AnswerRequest },
  { stop, release }: UnderWay,
): Promise<ReadableStream<Uint8Array>> {
  const { store, servers, history } = answering;
  const { id, instance, model } = chat;
  try {
    const question = toQuestion(store.messages(id), asked, new Date());
    const messages = toTurns(chat.system, question);
    const { server, hasToLoad } = await guardServer(servers, chat);
    if (stop.signal.aborted) throw stoppedBefore();
    const begun = toBegun(question.asked, { instance, model });
    store.say(id, [question.asked, begun]);
    const pipe = openPipe(stop);
    pipe.tell({ event: "asked", data: { message: question.asked, dropped: question.dropped } });
    if (hasToLoad) pipe.tell({ event: "waiting", data: { says: sayLoading(server.name, model) } });
    const sayings = servers.converse(instance, { model, messages, signal: stop.signal });
    const keep = (message: ChatMessage) => store.keep(id, message);
    const saying = { sayings, begun, server: server.name, keep, pipe, stop };
    void within(stop, server.name, () => sayAnswer(saying))
      .then((kept) => history.answered(instance, { ...kept, model, from: "chat" }))
      .catch((error: unknown) => tellFault(pipe, error))
      .finally(() => {
        release();
        pipe.end();
      });
    return pipe.readable;
  } catch (error) {
    release();
    throw error;
  }
}

const toBegun = (
  { position }: ChatMessage,
  { instance, model }: Pick<KeptChat, "instance" | "model">,
): ChatMessage => ({
  ...{ position: position + 1, role: "assistant", text: "", at: new Date().toISOString(), model, instance },
});

async function within<T>(stop: AbortController, server: string, act: () => Promise<T>): Promise<T> {
  const timer = setTimeout(() => stop.abort(tooSlow(server)), limitMs).unref();
  try {
    return await act();
  } finally {
    clearTimeout(timer);
  }
}

/** What was said could not be kept to the end. */
function tellFault(pipe: Pipe, error: unknown): void {
  const { message, hint } = toErrorAnswer(error).body.error;
  pipe.tell({ event: "fault", data: { message, ...(hint !== undefined && { hint }) } });
}

const stoppedBefore = () =>
  new ConsoleError("conflict", "The answer was stopped before it began.", { hint: "Ask again." });

const tooSlow = (server: string) =>
  new ConsoleError("backend-timeout", `${server} did not finish its answer within ${limitMs / 60_000} min.`, {
    hint: "What it said is kept. Ask for less at once.",
  });
