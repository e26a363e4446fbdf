/** A way to end something by itself that also ends with what it belongs to. */
export type LinkedAbort = { signal: AbortSignal; abort(reason: unknown): void; unlink(): void };

/** What `AbortSignal.any` does, but let go of as soon as it is over: thousands of files share one outer signal. */
export function linkAbort(outer: AbortSignal): LinkedAbort {
  const own = new AbortController();
  const pass = (): void => own.abort(outer.reason);
  if (outer.aborted) pass();
  else outer.addEventListener("abort", pass, { once: true });
  return {
    signal: own.signal,
    abort: (reason) => own.abort(reason),
    unlink: () => outer.removeEventListener("abort", pass),
  };
}
