/** Time, so that a test can let a day pass in a moment. */
export type Clock = {
  now: () => number;
  /** Calls once that many milliseconds have gone, unless it is told not to. */
  after: (ms: number, does: () => void) => () => void;
};

export const systemClock: Clock = {
  now: Date.now,
  after: (ms, does) => {
    const timer = setTimeout(does, ms).unref();
    return () => clearTimeout(timer);
  },
};
