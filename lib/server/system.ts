import type { MachineNow } from "#cli-bridge/protocol/machine-now.ts";
import type { SystemAnswer, SystemHistory } from "#cli-bridge/protocol/system-answer.ts";
import type { Samples } from "#lib/state/samples.ts";
import { machineNowOf } from "#lib/system/machine-now.ts";
import type { MachineSample, MachineSampler } from "#lib/system/machine-sampler.ts";
import { historyOf, sampleOf } from "./system-history.ts";
import { type Judging, makeSystemJudge } from "./system-judge.ts";

export type SystemParts = Judging & {
  sampler: MachineSampler;
  samples: Samples;
  paceMs?: { watched: number; unwatched: number };
};

export type System = ReturnType<typeof makeSystem>;

/** Somebody who asked so long ago still counts as watching. */
const askedPaces = 5;

/** The one place that looks at the machine, often while somebody watches and rarely else. */
export function makeSystem(parts: SystemParts) {
  const { sampler, samples } = parts;
  const { watched, unwatched } = parts.paceMs ?? { watched: 2_000, unwatched: 30_000 };
  const judge = makeSystemJudge(parts);
  const listeners = new Set<(answer: SystemAnswer) => void>();
  let latest: { atMs: number; sample: MachineSample; answer: SystemAnswer } | undefined;
  let askedAtMs = Number.NEGATIVE_INFINITY;
  let isClosed = false;

  const isWatched = () => listeners.size > 0 || performance.now() - askedAtMs < askedPaces * watched;

  const look = async (): Promise<SystemAnswer> => {
    const sample = await sampler.sample();
    const answer = await judge(sample);
    latest = { atMs: performance.now(), sample, answer };
    if (isClosed) return answer;
    samples.add(sampleOf(sample));
    for (const listener of listeners) listener(answer);
    return answer;
  };

  const pace = makePace(
    () => {
      sampler.watch(isWatched());
      return look();
    },
    () => (isWatched() ? watched : unwatched),
  );
  const notOlderThan = async (ms: number): Promise<NonNullable<typeof latest>> => {
    if (!latest || performance.now() - latest.atMs > ms) await pace.now();
    if (!latest) throw new Error("A look at the machine left nothing behind.");
    return latest;
  };

  return {
    /** Looks for the first time, and from then on by itself. */
    start: (): void => void pace.now().catch(console.error),
    answer: async (): Promise<SystemAnswer> => {
      askedAtMs = performance.now();
      return (await notOlderThan(watched * 1.5)).answer;
    },
    history: (params: URLSearchParams): SystemHistory => historyOf(samples, params),
    readMachine: async (): Promise<MachineNow> => machineNowOf((await notOlderThan(watched * 1.5)).sample),
    /** Told of every look, which are many from now on, until the returned function is called. */
    watch: (listener: (answer: SystemAnswer) => void): (() => void) => {
      listeners.add(listener);
      if (!latest || performance.now() - latest.atMs > watched) pace.now().catch(console.error);
      return () => void listeners.delete(listener);
    },
    /** A look that goes on is not waited for, since a driver may hang. */
    close: (): void => {
      isClosed = true;
      pace.stop();
      sampler.watch(false);
      samples.close();
    },
  };
}

/** One look at a time, and the next a whole pace after it. */
function makePace<Told>(look: () => Promise<Told>, paceMs: () => number) {
  let looking: Promise<Told> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const plan = (): void => {
    looking = undefined;
    if (!isStopped) timer = setTimeout(() => void now().catch(console.error), paceMs()).unref();
  };
  const now = (): Promise<Told> => {
    clearTimeout(timer);
    looking ??= look().finally(plan);
    return looking;
  };
  const stop = (): void => {
    isStopped = true;
    clearTimeout(timer);
  };
  return { now, stop };
}
