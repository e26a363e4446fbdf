const heldMax = 1000;

/** Messages in their order, for one reader who may come later than they do. */
export class Mailbox<Message> {
  readonly #held: { message: Message }[] = [];
  #end: Error | undefined;
  #wake = (): void => undefined;

  /** False where so many wait that nobody can be reading. */
  put(message: Message): boolean {
    if (this.#held.length >= heldMax) return false;
    this.#held.push({ message });
    this.#wake();
    return true;
  }

  /** Nothing follows what waits. */
  end(why: Error): void {
    this.#end ??= why;
    this.#wake();
  }

  async take(signal: AbortSignal): Promise<Message> {
    for (;;) {
      const next = this.#held.shift();
      if (next) return next.message;
      if (this.#end) throw this.#end;
      await this.#change(signal);
    }
  }

  async #change(signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const stop = () => reject(signal.reason);
    this.#wake = resolve;
    signal.addEventListener("abort", stop, { once: true });
    try {
      signal.throwIfAborted();
      await promise;
    } finally {
      signal.removeEventListener("abort", stop);
    }
  }
}
