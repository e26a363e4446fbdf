import type { LiveKind } from "./live.ts";
import type { LiveRing, Numbered } from "./live-ring.ts";

/** A page that hears nothing for twice as long knows that nobody is there, whatever the connection says. */
const heartbeatMs = 15_000;
const heartbeat = "event: still\ndata: {}\n\n";
/** Nobody reads more often than this, so a page hears at most ten events a second of each kind. */
const pauseMs = 100;

type Reading = {
  ring: LiveRing;
  boot: string;
  after: string | undefined;
  /** Only these, each word in a frame of its own, as `/api/runs/stream` tells them. */
  only: ReadonlySet<LiveKind> | undefined;
};

const states: ReadonlySet<LiveKind> = new Set(["backends", "system"]);

/** A frame of its own tells of one run. */
const wordFor = (kind: LiveKind): string => (kind === "runs" ? "run" : kind);

/** One who reads the news at their own pace. All they cost is the number of the last word they heard. */
export class LiveReader {
  readonly #reading: Reading;
  #heard: number;
  #wakeUp: () => void = () => undefined;
  #isOver = false;
  #lookedAt = 0;
  #spokenAt = performance.now();

  constructor(reading: Reading) {
    this.#reading = reading;
    this.#heard = reading.ring.last;
  }

  wake(): void {
    this.#wakeUp();
  }

  end(): void {
    this.#isOver = true;
    this.#wakeUp();
  }

  stream(leave: () => void): ReadableStream<Uint8Array> {
    const words = new TextEncoder();
    let hello: string | undefined = this.#hello();
    return new ReadableStream(
      {
        pull: async (controller) => {
          const frames = hello ?? (await this.#next());
          hello = undefined;
          if (frames === undefined) return controller.close();
          controller.enqueue(words.encode(frames));
        },
        cancel: leave,
      },
      { highWaterMark: 0 },
    );
  }

  #hello(): string {
    const { ring, boot, after } = this.#reading;
    const [saidBoot, said] = after?.split("-") ?? [];
    const number = Number(said);
    const isReplayed = saidBoot === boot && Number.isSafeInteger(number) && ring.reachesBackTo(number);
    return isReplayed ? this.#greet(true, ring.after(number)) : this.#begin();
  }

  /** How things are, for one who has missed what cannot be told any more. */
  #begin(): string {
    const { ring } = this.#reading;
    return this.#greet(
      false,
      ring.after(0).filter(({ kind }) => states.has(kind)),
    );
  }

  #greet(isReplayed: boolean, words: readonly Numbered[]): string {
    const id = `${this.#reading.boot}-${this.#heard}`;
    const data = JSON.stringify({ isReplayed });
    return `retry: 1000\nid: ${id}\nevent: hello\ndata: ${data}\n\n${this.#framesOf(words)}`;
  }

  async #next(): Promise<string | undefined> {
    for (;;) {
      const frames = await this.#look();
      const isDue = performance.now() >= this.#spokenAt + heartbeatMs;
      if (frames === "" && !isDue) continue;
      this.#spokenAt = performance.now();
      return frames === "" ? heartbeat : frames;
    }
  }

  /** What there is to tell, which may be nothing that this reader wants. */
  async #look(): Promise<string | undefined> {
    await this.#pause();
    const { ring } = this.#reading;
    if (!this.#isOver && ring.last === this.#heard)
      await this.#wakened(this.#spokenAt + heartbeatMs - performance.now());
    if (this.#isOver) return undefined;
    const since = this.#heard;
    this.#heard = ring.last;
    this.#lookedAt = performance.now();
    return ring.reachesBackTo(since) ? this.#framesOf(ring.after(since)) : this.#begin();
  }

  async #pause(): Promise<void> {
    const until = this.#lookedAt + pauseMs;
    for (let now = performance.now(); now < until && !this.#isOver; now = performance.now())
      await this.#wakened(until - now);
  }

  #framesOf(words: readonly Numbered[]): string {
    const { boot, only } = this.#reading;
    const frame = (kind: string, data: unknown) =>
      `id: ${boot}-${this.#heard}\nevent: ${kind}\ndata: ${JSON.stringify(data)}\n\n`;
    if (only) {
      return words.flatMap(({ kind, value }) => (only.has(kind) ? frame(wordFor(kind), value) : [])).join("");
    }
    const byKind = Map.groupBy(words, ({ kind }) => kind);
    return [...byKind]
      .map(([kind, said]) =>
        frame(
          kind,
          said.map(({ value }) => value),
        ),
      )
      .join("");
  }

  #wakened(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms).unref();
      this.#wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
