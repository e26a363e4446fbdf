import type { Progress } from "#cli-bridge/protocol/progress.ts";

type Sample = { at: number; done: number };

const windowMs = 10_000;
const trustedAfterMs = 500;

/** How fast bytes were read of late, and how long the rest will take at that pace. */
export function makeReadRate(now: () => number = () => performance.now()) {
  const samples: Sample[] = [];
  return (done: number, total: number): Pick<Progress, "bytesPerSecond" | "secondsLeft"> => {
    const at = now();
    samples.push({ at, done });
    while (samples.length > 2 && at - (samples[1]?.at ?? at) > windowMs) samples.shift();
    const first = samples[0] ?? { at, done };
    const ms = at - first.at;
    if (ms < trustedAfterMs || done <= first.done) return {};
    const bytesPerSecond = ((done - first.done) / ms) * 1000;
    return { bytesPerSecond, secondsLeft: Math.max(0, total - done) / bytesPerSecond };
  };
}
