import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";

const heartbeatMs = 15_000;
const lookMs = 1_000;
const pendingMax = 1_000;

type Reader = { pending: Map<string, string>; wake: () => void };
type Sources = {
  onChange: (listener: (record: RunRecord) => void) => () => void;
  signature: () => Promise<string>;
};

export type News = ReturnType<typeof makeNews>;

/** One small stream for everything a screen shows: which run moved, and that the registry changed. */
export function makeNews({ onChange, signature }: Sources) {
  const readers = new Set<Reader>();
  let looking: NodeJS.Timeout | undefined;
  let seen: string | undefined;

  function tell(key: string, event: "run" | "registry", told: object): void {
    const frame = `event: ${event}\ndata: ${JSON.stringify(told)}\n\n`;
    for (const { pending, wake } of readers) {
      // Only the latest word on each thing is kept, so a reader that is slow costs little and misses nothing that holds.
      if (pending.size < pendingMax || pending.has(key)) pending.set(key, frame);
      wake();
    }
  }

  const stop = onChange(({ id, state, command }) => tell(`run ${id}`, "run", { id, state, command }));

  /** The registry may be changed by a terminal, so while somebody watches it is asked. */
  async function look(): Promise<void> {
    const now = await signature();
    if (seen !== undefined && now !== seen) tell("registry", "registry", { signature: now });
    seen = now;
  }

  function watch(): void {
    if (looking) return;
    const ask = () => void look().catch(() => undefined);
    looking = setInterval(ask, lookMs).unref();
    ask();
  }

  function leave(reader: Reader): void {
    readers.delete(reader);
    reader.wake();
    if (readers.size > 0) return;
    clearInterval(looking);
    looking = undefined;
    seen = undefined;
  }

  function open(signal: AbortSignal): ReadableStream<Uint8Array> {
    const reader: Reader = { pending: new Map(), wake: () => undefined };
    const words = new TextEncoder();
    reader.pending.set("hello", "retry: 1000\n: hello\n\n");
    readers.add(reader);
    watch();
    signal.addEventListener("abort", () => leave(reader), { once: true });
    return new ReadableStream(
      {
        async pull(controller) {
          if (reader.pending.size === 0 && readers.has(reader)) await wakened(reader);
          if (!readers.has(reader)) return controller.close();
          const frames = [...reader.pending.values()].join("") || ": still here\n\n";
          reader.pending.clear();
          controller.enqueue(words.encode(frames));
        },
        cancel: () => leave(reader),
      },
      { highWaterMark: 0 },
    );
  }

  function close(): void {
    stop();
    for (const reader of [...readers]) leave(reader);
  }

  return { open, close };
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
