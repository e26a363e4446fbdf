import type { NewActivity } from "#cli-bridge/protocol/activity-event.ts";
import type { BackendAnswer } from "#cli-bridge/protocol/backend-answer.ts";
import type { MachineNow } from "#cli-bridge/protocol/machine-now.ts";
import type { SystemAnswer, SystemHistory } from "#cli-bridge/protocol/system-answer.ts";
import type { Samples } from "#lib/state/samples.ts";
import { gpuPartsOf } from "#lib/system/gpu-parts.ts";
import { makeHolderOwners } from "#lib/system/holder-owners.ts";
import { machineNowOf } from "#lib/system/machine-now.ts";
import type { MachineSample, MachineSampler } from "#lib/system/machine-sampler.ts";
import { makeLimitWatch, type WarningLimits } from "#lib/system/watch-limits.ts";
import { historyOf, sampleOf } from "./system-history.ts";

type GpuServer = Pick<BackendAnswer, "id" | "name" | "url" | "isLocal" | "managed" | "loaded">;

export type SystemParts = {
  sampler: MachineSampler;
  samples: Samples;
  limits: () => Promise<WarningLimits>;
  /** The servers that are known now, as they were seen last. */
  servers: () => readonly GpuServer[];
  tellActivity: (event: NewActivity) => void;
  paceMs?: { watched: number; unwatched: number };
};

export type System = ReturnType<typeof makeSystem>;

/** Somebody who asked so long ago still counts as watching. */
const askedPaces = 5;

/** The one place that looks at the machine, often while somebody watches and rarely else. */
export function makeSystem(parts: SystemParts) {
  const { sampler, samples, limits, servers, tellActivity } = parts;
  const { watched, unwatched } = parts.paceMs ?? { watched: 2_000, unwatched: 30_000 };
  const watchLimits = makeLimitWatch();
  const ownersOf = makeHolderOwners();
  const listeners = new Set<(answer: SystemAnswer) => void>();
  let latest: { atMs: number; sample: MachineSample; answer: SystemAnswer } | undefined;
  let askedAtMs = Number.NEGATIVE_INFINITY;
  let looking: Promise<SystemAnswer> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const isWatched = () => listeners.size > 0 || performance.now() - askedAtMs < askedPaces * watched;

  const judge = async (sample: MachineSample): Promise<SystemAnswer> => {
    const inForce = await limits();
    const { warnings, begun } = watchLimits(sample, inForce);
    for (const { says } of begun) tellActivity({ at: sample.at, kind: "warning", says, who: "elsewhere" });
    const { holders, ...reading } = sample;
    const users = servers().filter(({ isLocal }) => isLocal);
    const owners = await ownersOf(
      holders.map(({ pid }) => pid),
      users.map(({ id, url, managed }) => ({ id, pid: managed?.pid, port: portOf(url) })),
    );
    const split = gpuPartsOf({ gpus: sample.gpus, holders, owners, users });
    const gpus = sample.gpus.map((gpu) => ({ ...gpu, parts: split.get(gpu.id) ?? [] }));
    return { ...reading, gpus, warnings, limits: inForce };
  };

  const look = async (): Promise<SystemAnswer> => {
    const sample = await sampler.sample();
    const answer = await judge(sample);
    latest = { atMs: performance.now(), sample, answer };
    if (isClosed) return answer;
    samples.add(sampleOf(sample));
    for (const listener of listeners) listener(answer);
    return answer;
  };

  /** One look at a time, and the next a whole pace after it. */
  const lookNow = (): Promise<SystemAnswer> => {
    clearTimeout(timer);
    sampler.watch(isWatched());
    looking ??= look().finally(() => {
      looking = undefined;
      plan();
    });
    return looking;
  };
  const plan = () => {
    clearTimeout(timer);
    if (isClosed) return;
    timer = setTimeout(() => void lookNow().catch(console.error), isWatched() ? watched : unwatched);
    timer.unref();
  };
  const notOlderThan = async (ms: number): Promise<NonNullable<typeof latest>> => {
    if (!latest || performance.now() - latest.atMs > ms) await lookNow();
    if (!latest) throw new Error("A look at the machine left nothing behind.");
    return latest;
  };

  return {
    /** Looks for the first time, and from then on by itself. */
    start: (): void => void lookNow().catch(console.error),
    answer: async (): Promise<SystemAnswer> => {
      askedAtMs = performance.now();
      return (await notOlderThan(watched * 1.5)).answer;
    },
    history: (params: URLSearchParams): SystemHistory => historyOf(samples, params),
    readMachine: async (): Promise<MachineNow> => machineNowOf((await notOlderThan(watched * 1.5)).sample),
    /** Told of every look, which are many from now on, until the returned function is called. */
    watch: (listener: (answer: SystemAnswer) => void): (() => void) => {
      listeners.add(listener);
      if (!latest || performance.now() - latest.atMs > watched) lookNow().catch(console.error);
      return () => void listeners.delete(listener);
    },
    /** A look that goes on is not waited for, since a driver may hang. */
    close: (): void => {
      isClosed = true;
      clearTimeout(timer);
      sampler.watch(false);
      samples.close();
    },
  };
}

function portOf(url: string): number | undefined {
  const { port, protocol } = new URL(url);
  return port === "" ? (protocol === "https:" ? 443 : 80) : Number(port);
}
