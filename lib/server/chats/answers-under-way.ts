import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";

export type UnderWay = { stop: AbortController; release: () => void };

const atOnceMax = 4;

/** The answers that are being said: one in a chat, a few in all. */
export class AnswersUnderWay {
  readonly #going = new Map<string, { stop: AbortController; done: Promise<void> }>();

  has(chat: string): boolean {
    return this.#going.has(chat);
  }

  /** Takes the place before anything is waited for, so that nobody else can. */
  begin(chat: string): UnderWay {
    if (this.#going.has(chat)) throw alreadyAnswering();
    if (this.#going.size >= atOnceMax) throw tooMany();
    const stop = new AbortController();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#going.set(chat, { stop, done: promise });
    const release = () => {
      this.#going.delete(chat);
      resolve();
    };
    return { stop, release };
  }

  /** Comes back when what was said has been kept. */
  async end(chat: string): Promise<void> {
    const { stop, done } = this.#going.get(chat) ?? {};
    stop?.abort();
    await done;
  }

  async endAll(): Promise<void> {
    await Promise.all([...this.#going.keys()].map((chat) => this.end(chat)));
  }
}

const alreadyAnswering = () =>
  new ConsoleError("busy", "An answer is under way in this chat.", {
    hint: "Wait until it has ended, or stop it.",
  });

const tooMany = () =>
  new ConsoleError("too-many", `${atOnceMax} answers are under way already.`, {
    hint: "Wait until one of them has ended, or stop one.",
  });
