import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";

const streamsMax = 256;

export type Streams = ReturnType<typeof makeStreams>;
type Bytes = ReadableStream<Uint8Array>;

/** Counts the streams that are open, because each keeps a connection, a file or a timer for as long as it likes. */
export function makeStreams(max = streamsMax) {
  let held = 0;

  /** Opens a stream and hands it on piece by piece as it is asked for, so that a slow reader still costs nothing. */
  async function hold(open: () => Bytes | Promise<Bytes>, signal: AbortSignal): Promise<Bytes> {
    if (held >= max) throw tooMany(max);
    held++;
    const letGo = once(() => held--);
    signal.addEventListener("abort", letGo, { once: true });
    if (signal.aborted) letGo();
    try {
      return countedOut((await open()).getReader(), letGo);
    } catch (error) {
      letGo();
      throw error;
    }
  }

  return { hold };
}

function countedOut(reader: ReadableStreamDefaultReader<Uint8Array>, letGo: () => void): Bytes {
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await reader.read().catch((error: unknown) => {
          letGo();
          throw error;
        });
        if (!done) return controller.enqueue(value);
        letGo();
        controller.close();
      },
      cancel(why) {
        letGo();
        return reader.cancel(why);
      },
    },
    { highWaterMark: 0 },
  );
}

function once(does: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) does();
    isDone = true;
  };
}

const tooMany = (max: number) =>
  new ConsoleError("too-many", `${max} streams are open already, and this console takes no more.`, {
    hint: "Close tabs of the console, or stop the program that watches it, and try again.",
  });
