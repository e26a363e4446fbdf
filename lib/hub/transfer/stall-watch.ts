import { linkAbort } from "./linked-abort.ts";
import { TransferFault } from "./transfer-fault.ts";

export type StallWatch = {
  signal: AbortSignal;
  came(bytes: number): void;
  /** Waiting on purpose is no stall. */
  during<Result>(wait: Promise<Result>): Promise<Result>;
  stop(): void;
};

/** A byte now and then keeps no connection alive. */
const bytesMin = 1024;

/** Ends a request over which nearly nothing has come for a while, its head included. */
export function watchForStall(outer: AbortSignal, stallMs: number): StallWatch {
  const own = linkAbort(outer);
  let since = performance.now();
  let bytes = 0;
  let waits = 0;
  const restart = (): void => {
    since = performance.now();
    bytes = 0;
  };
  const timer = setInterval(
    () => {
      if (waits > 0 || performance.now() - since < stallMs) return;
      const seconds = Math.round(stallMs / 100) / 10;
      own.abort(new TransferFault("stalled", `nothing came for ${seconds} s`));
    },
    Math.max(10, stallMs / 4),
  );
  return {
    signal: own.signal,
    came: (count) => {
      bytes += count;
      if (bytes >= bytesMin) restart();
    },
    during: (wait) => {
      waits += 1;
      return wait.finally(() => {
        waits -= 1;
        restart();
      });
    },
    stop: () => {
      clearInterval(timer);
      own.unlink();
    },
  };
}
