import type { AnswerEvent } from "#cli-bridge/protocol/chat-answer.ts";

export type Pipe = ReturnType<typeof openPipe>;

const heldMax = 8;
/** Who stands between may take a long silence for the end. */
const heartbeatMs = 15_000;

/** Events for one reader. Who tells them waits for room, and is stopped when the reader leaves. */
export function openPipe(stop: AbortController) {
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  let wake: () => void = () => undefined;
  let isOver = false;
  const beat = setInterval(() => put(": still here\n\n"), heartbeatMs).unref();
  const close = (): void => {
    isOver = true;
    clearInterval(beat);
    wake();
  };
  const put = (text: string): void => {
    if (!isOver) controller?.enqueue(encoder.encode(text));
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
    /** Until the reader has taken what it was told, or nobody waits any more. */
    async room(): Promise<void> {
      while (!isOver && !stop.signal.aborted && (controller?.desiredSize ?? 1) <= 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    end: (): void => {
      if (isOver) return;
      close();
      controller?.close();
    },
  };
}
