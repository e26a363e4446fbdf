import type { FileProgress } from "./file-wanted.ts";
import { openSpeedWindow } from "./speed-window.ts";

/** Tells how a file fares: at once what is new in kind, and a few times a second how far it is. */
export type ProgressTeller = {
  came(bytes: number): void;
  tell(change: Partial<FileProgress>): void;
  fetched(): number;
  /** Asks this for the bytes that are there whenever it tells. */
  watch(doneNow: () => number): void;
  stop(): void;
};

const tellMs = 200;
/** A pause shorter than this is nothing worth saying. */
const stallSecondsMin = 3;

export function tellProgress(onProgress: (progress: FileProgress) => void): ProgressTeller {
  let doneNow: (() => number) | undefined;
  const speed = openSpeedWindow();
  let known: FileProgress = { state: "waiting", done: 0, fetched: 0 };
  const emit = (): void => {
    known = { ...known, done: doneNow?.() ?? known.done };
    const { state, done, fetched, waitsFor } = known;
    const isGoing = state === "going" && waitsFor === undefined;
    const stalled = speed.stalledSeconds();
    onProgress({
      ...{ state, done, fetched },
      ...(isGoing && { bytesPerSecond: speed.bytesPerSecond() }),
      ...(isGoing && stalled >= stallSecondsMin && { stalledSeconds: Math.floor(stalled) }),
      ...(waitsFor !== undefined && { waitsFor }),
    });
  };
  const timer = setInterval(emit, tellMs);
  timer.unref();
  return {
    fetched: () => known.fetched,
    watch: (source) => {
      doneNow = source;
    },
    came: (bytes) => {
      known.fetched += bytes;
      speed.add(bytes);
    },
    tell: (change) => {
      known = { ...known, ...change };
      emit();
    },
    stop: () => clearInterval(timer),
  };
}
