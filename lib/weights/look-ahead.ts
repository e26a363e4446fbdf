import { Worker } from "node:worker_threads";
import { type BearsStamp, openStamps, toMark } from "./stamp-reader.ts";

/** Where models are remembered, and a function that stands alone and reads all of them. */
export type RowsAhead = { file: string; rowsIn: (file: string) => [path: string, text: string][] };

export type LookedAhead = {
  /** What is remembered of a model that was seen unchanged just now. It is told once. */
  take: (path: string) => string | undefined;
  /** When the thread has told, or has failed. Nobody need wait for it. */
  ended: Promise<void>;
};

/** Whatever was seen longer ago may be otherwise by now. */
const freshMs = 5_000;
const memoryMaxMb = 512;

/**
 * Looks at all remembered models on a thread, while the caller reads its registry. Whoever asks before the thread is
 * done, or of a model that the thread cannot vouch for, is told nothing and looks himself.
 */
export function lookAhead({ file, rowsIn }: RowsAhead, detector: string): LookedAhead {
  const began = performance.now();
  const worker = new Worker(
    `const { parentPort, workerData } = require("node:worker_threads");
    const toMark = ${toMark};
    const bearsStamp = (${openStamps})(toMark);
    const rows = (${rowsIn})(workerData.file);
    parentPort.postMessage((${unchangedOf})(rows, workerData.detector, bearsStamp));`,
    {
      eval: true,
      execArgv: [],
      workerData: { file, detector },
      resourceLimits: { maxOldGenerationSizeMb: memoryMaxMb },
    },
  );
  // It only saves time, so nobody's end waits for it.
  worker.unref();
  let looked: Map<string, string> | undefined;
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  worker.once("message", (told: string) => {
    looked = toMap(told);
    resolve();
  });
  worker.once("error", () => resolve());
  worker.once("exit", () => resolve());
  const take = (path: string): string | undefined => {
    if (looked === undefined) return undefined;
    if (performance.now() - began > freshMs) looked.clear();
    const text = looked.get(path);
    looked.delete(path);
    return text;
  };
  return { take, ended };
}

/** One text of many lines, path and model by turns: it is handed over in a fraction of the time of as many texts. */
function unchangedOf(
  rows: readonly [path: string, text: string][],
  detector: string,
  bearsStamp: BearsStamp,
): string {
  const lines: string[] = [];
  for (const [path, text] of rows) {
    const seam = text.indexOf("\n");
    if (seam === -1 || path.includes("\n")) continue;
    try {
      const head = JSON.parse(text.slice(0, seam));
      if (head.detector === detector && bearsStamp(path, head.stamp)) lines.push(path, text.slice(seam + 1));
    } catch {
      // A row that cannot be read is nothing remembered.
    }
  }
  return lines.join("\n");
}

function toMap(told: string): Map<string, string> {
  const lines = told.split("\n");
  const looked = new Map<string, string>();
  for (let at = 0; at + 1 < lines.length; at += 2) looked.set(lines[at] ?? "", lines[at + 1] ?? "");
  return looked;
}
