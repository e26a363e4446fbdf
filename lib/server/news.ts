import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";

const heartbeatMs = 15_000;
const lookMs = 1_000;
const pendingMax = 1_000;

type Reader = { pending: Map<string, string>; wake: () => void };
type Sources = {
  onChange: (listener: (record: RunRecord) => void) => () => void;
  signature: () => Promise<string>;
};

/** One small stream for everything a screen shows: which run moved, and that the registry changed. */
export class News {
  readonly #readers = new Set<Reader>();
  readonly #signature: Sources["signature"];
  readonly #stop: () => void;
  #looking: NodeJS.Timeout | undefined;
  #seen: string | undefined;

  constructor({ onChange, signature }: Sources) {
    this.#signature = signature;
    this.#stop = onChange(({ id, state, command }) => this.#tell("run", `run ${id}`, { id, state, command }));
  }

  open(signal: AbortSignal): ReadableStream<Uint8Array> {
    const reader: Reader = { pending: new Map(), wake: () => undefined };
    const words = new TextEncoder();
    reader.pending.set("hello", "retry: 1000\n: hello\n\n");
    this.#readers.add(reader);
    this.#watch();
    signal.addEventListener("abort", () => this.#leave(reader), { once: true });
    return new ReadableStream(
      {
        pull: async (controller) => {
          if (reader.pending.size === 0 && this.#readers.has(reader)) await wakened(reader);
          if (!this.#readers.has(reader)) return controller.close();
          const frames = [...reader.pending.values()].join("") || ": still here\n\n";
          reader.pending.clear();
          controller.enqueue(words.encode(frames));
        },
        cancel: () => this.#leave(reader),
      },
      { highWaterMark: 0 },
    );
  }

  close(): void {
    this.#stop();
    for (const reader of [...this.#readers]) this.#leave(reader);
  }

  /** Only the latest word on each thing is kept, so a reader that is slow costs little and misses nothing that holds. */
  #tell(event: "run" | "registry", key: string, told: object): void {
    const frame = `event: ${event}\ndata: ${JSON.stringify(told)}\n\n`;
    for (const { pending, wake } of this.#readers) {
      if (pending.size < pendingMax || pending.has(key)) pending.set(key, frame);
      wake();
    }
  }

  /** The registry may be changed by a terminal, so while somebody watches it is asked. */
  #watch(): void {
    if (this.#looking) return;
    const ask = () => void this.#look().catch(() => undefined);
    this.#looking = setInterval(ask, lookMs).unref();
    ask();
  }

  async #look(): Promise<void> {
    const now = await this.#signature();
    if (this.#seen !== undefined && now !== this.#seen)
      this.#tell("registry", "registry", { signature: now });
    this.#seen = now;
  }

  #leave(reader: Reader): void {
    this.#readers.delete(reader);
    reader.wake();
    if (this.#readers.size > 0) return;
    clearInterval(this.#looking);
    this.#looking = undefined;
    this.#seen = undefined;
  }
}

function wakened(reader: Reader): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, heartbeatMs).unref();
    reader.wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}
