import type { AnswerEvent } from "#cli-bridge/protocol/chat-answer.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";

export type Pipe = ReturnType<typeof openPipe>;

const heldMax = 8;
/** Who stands between may take a long silence for the end. */
const heartbeatMs = 15_000;
/** A page that takes nothing for so long is asleep or behind a broken line, and would hold the place of another answer. */
const asleepMs = 60_000;

/** Events for one reader. Who tells them waits for room, and is stopped when the reader leaves. */
export function openPipe(stop: AbortController) {
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  let wake: () => void = () => undefined;
  let isOver = false;
  let told = 0;
  const roomLeft = (): number => controller?.desiredSize ?? heldMax;
  const taken = (): number => told - (heldMax - roomLeft());
  const beat = setInterval(() => roomLeft() > 0 && put(": still here\n\n"), heartbeatMs).unref();
  const close = (): void => {
    isOver = true;
    clearInterval(beat);
    wake();
  };
  const put = (text: string): void => {
    if (isOver) return;
    told += 1;
    controller?.enqueue(encoder.encode(text));
  };
  const readable = new ReadableStream<Uint8Array>(
    {
      start: (opened) => {
        controller = opened;
      },
      pull: () => wake(),
      cancel: () => {
        close();
        stop.abort();
      },
    },
    { highWaterMark: heldMax },
  );
  stop.signal.addEventListener("abort", () => wake(), { once: true });
  return {
    readable,
    tell: ({ event, data }: AnswerEvent): void => put(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    /** Until the reader has taken what it was told, or nobody waits any more. A reader that sleeps ends the answer. */
    async room(): Promise<void> {
      while (!isOver && !stop.signal.aborted && roomLeft() <= 0) {
        const before = taken();
        const isAsleep = await new Promise<boolean>((resolve) => {
          const timer = setTimeout(() => resolve(taken() === before), asleepMs).unref();
          wake = () => {
            clearTimeout(timer);
            resolve(false);
          };
        });
        if (isAsleep) stop.abort(asleep());
      }
    },
    end: (): void => {
      if (isOver) return;
      close();
      controller?.close();
    },
  };
}

const asleep = () =>
  new ConsoleError("conflict", `The page took no word of the answer for ${asleepMs / 1000} s.`, {
    hint: "What was said until then is kept. Ask again.",
  });
