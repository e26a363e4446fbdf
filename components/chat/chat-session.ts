import type { AnswerEvent, AnswerRequest, Chat, ChatMessage } from "#cli-bridge/protocol/chat-answer.ts";
import { type Answer, askApi, type Refusal, refusalOf, unreachable } from "#components/run/ask-api.ts";
import { api } from "#lib/paths.ts";
import { readAnswer } from "./read-answer.ts";
import { cutOff, type Fault, type Talk, whileAsking, withEvent } from "./talk.ts";

const settleMs = 250;
const settleTries = 20;

const brokenOff: Fault = {
  message: "The connection to the console broke off in the middle of the answer.",
  hint: "What had come of it is kept.",
};

/**
 * One chat of this window. An answer goes on while its reader looks at other pages, and ends with the window. Listeners
 * hear of words once a frame at most.
 */
export class ChatSession {
  readonly id: string;
  #talk: Talk = { messages: [], phase: "idle" };
  #listeners = new Set<() => void>();
  #frame: number | undefined;
  #leaving: AbortController | undefined;

  constructor(id: string) {
    this.id = id;
  }

  snapshot = (): Talk => this.#talk;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Takes over what the console has, which answers again then; while an answer comes this window knows better. */
  show(messages: readonly ChatMessage[]): void {
    const { phase, fault } = this.#talk;
    if (phase !== "idle") return;
    this.#set({ messages, phase, fault: fault?.code === unreachable.code ? undefined : fault });
  }

  /** Resolves when the answer has ended, in whatever way; a refusal left everything as it was. */
  async ask(request: AnswerRequest): Promise<Answer<void>> {
    const former = this.#talk;
    if (former.phase !== "idle") return { ok: true, value: undefined };
    const leaving = new AbortController();
    this.#leaving = leaving;
    this.#set(whileAsking(former, request, new Date().toISOString()));
    const refusal = await this.#follow(request, leaving.signal);
    this.#leaving = undefined;
    if (leaving.signal.aborted) await this.#settle(cutOff(this.#talk, new Date().toISOString()));
    else if (refusal) this.#set({ ...former, fault: refusal });
    else if (this.#talk.phase !== "idle") {
      const fault = (await this.#settle(cutOff(this.#talk, new Date().toISOString()))) ?? brokenOff;
      this.#set({ ...this.#talk, fault });
    }
    return refusal ? { ok: false, refusal } : { ok: true, value: undefined };
  }

  stop = (): void => this.#leaving?.abort();

  /** A stream that breaks off leaves the chat in its middle, which is what `ask` looks at. */
  async #follow(request: AnswerRequest, signal: AbortSignal): Promise<Refusal | undefined> {
    const asking = fetch(api.chatAnswer(this.id), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(request),
      signal,
    });
    const response = await asking.catch(() => undefined);
    if (!response) return signal.aborted ? undefined : unreachable;
    if (!response.ok || !response.body) return await refusalOf(response);
    try {
      for await (const event of readAnswer(response.body)) {
        this.#take(event);
        if (this.#talk.phase === "idle") break;
      }
    } catch (error) {
      // What a browser throws where the connection is gone, and what is thrown where it was let go.
      if (!signal.aborted && !(error instanceof TypeError)) throw error;
    }
    return undefined;
  }

  #take(event: AnswerEvent): void {
    const talk = withEvent(this.#talk, event);
    if (event.event === "words" || event.event === "thought") this.#setSoon(talk);
    else this.#set(talk);
  }

  /** Asks what was kept until the console has noticed the end as well. Gives back why it did not say. */
  async #settle(talk: Talk): Promise<Refusal | undefined> {
    let refusal: Refusal | undefined;
    this.#set(talk);
    for (let tries = 0; tries < settleTries; tries += 1) {
      const answer = await askApi<Chat>(api.chat(this.id));
      if (!answer.ok) {
        refusal = answer.refusal;
        break;
      }
      if (!answer.value.answering) {
        this.#set({ messages: answer.value.messages, phase: "idle" });
        return undefined;
      }
      await new Promise((resolve) => setTimeout(resolve, settleMs));
    }
    this.#set({ ...talk, phase: "idle" });
    return refusal;
  }

  #set(talk: Talk): void {
    this.#talk = talk;
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    for (const listener of [...this.#listeners]) listener();
  }

  #setSoon(talk: Talk): void {
    this.#talk = talk;
    this.#frame ??= requestAnimationFrame(() => this.#set(this.#talk));
  }
}

const sessions = new Map<string, ChatSession>();

/** The session of a chat, kept for as long as somebody looks at it or an answer comes. */
export function sessionOf(id: string): ChatSession {
  const session = sessions.get(id) ?? new ChatSession(id);
  sessions.set(id, session);
  return session;
}

export function leaveSession({ id, snapshot }: ChatSession): void {
  if (snapshot().phase === "idle") sessions.delete(id);
}
