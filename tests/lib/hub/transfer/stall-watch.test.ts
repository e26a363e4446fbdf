import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { defaultPatience } from "#lib/hub/transfer/patience.ts";
import { watchForStall } from "#lib/hub/transfer/stall-watch.ts";

const { stallMs } = defaultPatience;
/** What a person would still wait for. */
const deadMs = 30_000;

beforeEach(() => vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] }));
afterEach(() => vi.useRealTimers());

const watch = () => watchForStall(new AbortController().signal, stallMs);

it("a connection over which nothing comes is dead within 30 seconds, and not at the first pause", () => {
  const { signal, stop } = watch();
  vi.advanceTimersByTime(10_000);
  expect(signal.aborted).toBe(false);
  vi.advanceTimersByTime(deadMs - 10_000);
  expect(signal.reason).toMatchObject({ kind: "stalled", message: "nothing came for 20 s" });
  stop();
});

it("a few bytes a second keep none alive, and a slow line is none of those", () => {
  const [drops, line] = [watch(), watch()];
  for (let second = 0; second < deadMs / 1000; second += 1) {
    drops.came(20);
    line.came(200);
    vi.advanceTimersByTime(1000);
  }
  expect([drops.signal.aborted, line.signal.aborted]).toEqual([true, false]);
  drops.stop();
  line.stop();
});

it("a wait on purpose is no stall, and what comes after it has its whole time again", async () => {
  const { signal, during, stop } = watch();
  const paid = Promise.withResolvers<undefined>();
  const waiting = during(paid.promise);
  vi.advanceTimersByTime(10 * deadMs);
  paid.resolve(undefined);
  await waiting;
  vi.advanceTimersByTime(10_000);
  expect(signal.aborted).toBe(false);
  stop();
});
