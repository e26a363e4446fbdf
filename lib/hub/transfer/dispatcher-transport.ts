import type { Dispatcher } from "undici";
import { toBroken } from "./transfer-fault.ts";
import { plainHeaders, type Transport } from "./transport.ts";

/** Speaks through whatever the dispatcher knows: proxies, and bodies of every kind. */
export function openDispatcherTransport(dispatcher: Dispatcher): Transport {
  return {
    close: () => undefined,
    get: ({ url, headers, signal }, taker) => {
      const { origin, pathname, search } = new URL(url);
      signal.throwIfAborted();
      return new Promise<void>((resolve, reject) => {
        let request: Dispatcher.DispatchController | undefined;
        const stop = (error: unknown): void => {
          signal.removeEventListener("abort", abort);
          reject(toBroken(error));
          request?.abort(error instanceof Error ? error : new Error("stopped"));
        };
        const abort = (): void => stop(signal.reason);
        signal.addEventListener("abort", abort, { once: true });
        const guarded = (act: () => void): void => {
          try {
            act();
          } catch (error) {
            stop(error);
          }
        };
        let last: Promise<void> | undefined;
        const handler: Dispatcher.DispatchHandler = {
          onRequestStart: (controller) => {
            request = controller;
            if (signal.aborted) abort();
          },
          onResponseStart: (_, status, found) =>
            guarded(() => taker.head({ status, headers: plainHeaders(found) })),
          onResponseData: (controller, chunk) =>
            guarded(() => {
              last = taker.bytes(chunk);
              if (last === undefined) return;
              controller.pause();
              last.then(() => controller.resume(), stop);
            }),
          onResponseEnd: () => {
            signal.removeEventListener("abort", abort);
            resolve(last);
          },
          onResponseError: (_, error) => stop(error),
        };
        guarded(() => {
          dispatcher.dispatch(
            { origin, path: `${pathname}${search}`, method: "GET", headers: { ...headers }, bodyTimeout: 0 },
            handler,
          );
        });
      });
    },
  };
}
