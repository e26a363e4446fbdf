export type EndOfAsking = {
  signal: AbortSignal;
  isLate: () => boolean;
  /** To be called when the answer is over, however it ended. */
  forget: () => void;
};

/**
 * What ends a question before its answer: whoever asked, or its time. `AbortSignal.any` of a timeout does the same, but
 * stays in memory until that time is over, and a watch asks some thousand times an hour.
 */
export function endOfAsking(limitMs: number, asker: AbortSignal | undefined): EndOfAsking {
  const ending = new AbortController();
  let isLate = false;
  const pass = (): void => ending.abort(asker?.reason);
  const giveUp = (): void => {
    isLate = true;
    ending.abort();
  };
  const timer = Number.isFinite(limitMs) ? setTimeout(giveUp, limitMs).unref() : undefined;
  if (asker?.aborted) pass();
  else asker?.addEventListener("abort", pass, { once: true });
  return {
    signal: ending.signal,
    isLate: () => isLate,
    forget: () => {
      clearTimeout(timer);
      asker?.removeEventListener("abort", pass);
    },
  };
}
