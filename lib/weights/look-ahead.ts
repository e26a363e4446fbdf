import { Worker } from "node:worker_threads";
import type { DetectedModel } from "./detected-model.ts";
import type { ModelFile } from "./model-files.ts";
import { openStamps, type ReadStamp, toMark } from "./stamp-reader.ts";

/** Where models are remembered, and a function that stands alone and reads all of them. */
export type RowsAhead = { file: string; rowsIn: (file: string) => [path: string, text: string][] };

export type LookedAhead = {
  /** What is remembered of a model that was seen unchanged just now. It is told once. */
  take: (path: string) => DetectedModel | undefined;
  /** The files of a folder in which nothing else was seen, until its model is taken. */
  filesOf: (path: string) => readonly ModelFile[] | undefined;
  /** Until the thread has told, or has failed, or what it tells would be old. Nobody need wait for it. */
  wait: () => Promise<void>;
};

/** Whatever was seen longer ago may be otherwise by now. */
const freshMs = 5_000;
const memoryMaxMb = 512;

/** What a thread saw of a model, which is read from its text when it is first asked for. */
type Seen = { isPlain: boolean; text: string; model?: DetectedModel | undefined };

/**
 * Looks at all remembered models on a thread, while the caller reads its registry. Whoever asks before the thread is
 * done, or of a model that the thread cannot vouch for, is told nothing and looks himself.
 */
export function lookAhead({ file, rowsIn }: RowsAhead, detector: string): LookedAhead {
  const began = performance.now();
  const worker = new Worker(
    `const { parentPort, workerData } = require("node:worker_threads");
    const toMark = ${toMark};
    const readStamp = (${openStamps})(toMark);
    const rows = (${rowsIn})(workerData.file);
    parentPort.postMessage((${unchangedOf})(rows, workerData.detector, readStamp));`,
    {
      eval: true,
      execArgv: [],
      workerData: { file, detector },
      resourceLimits: { maxOldGenerationSizeMb: memoryMaxMb },
    },
  );
  // It only saves time, so nobody's end waits for it.
  worker.unref();
  let looked: Map<string, Seen> | undefined;
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  worker.once("message", (told: string) => {
    looked = toMap(told);
    resolve();
  });
  worker.once("error", () => resolve());
  worker.once("exit", () => resolve());
  setTimeout(() => resolve(), freshMs).unref();
  const seenAt = (path: string): Seen | undefined => {
    if (performance.now() - began > freshMs) looked?.clear();
    return looked?.get(path);
  };
  return {
    take: (path) => {
      const seen = seenAt(path);
      looked?.delete(path);
      return seen && modelOf(seen);
    },
    filesOf: (path) => {
      const seen = seenAt(path);
      return seen?.isPlain ? modelOf(seen)?.files : undefined;
    },
    wait: async () => {
      worker.ref();
      await ended;
      worker.unref();
    },
  };
}

/** One text, three lines for each model: it is handed over in a fraction of the time of as many texts. */
function unchangedOf(
  rows: readonly [path: string, text: string][],
  detector: string,
  readStamp: ReadStamp,
): string {
  const lines: string[] = [];
  for (const [path, text] of rows) {
    const seam = text.indexOf("\n");
    if (seam === -1 || path.includes("\n")) continue;
    try {
      const head = JSON.parse(text.slice(0, seam));
      const reading = head.detector === detector ? readStamp(path, head.stamp) : "other";
      if (reading !== "other") lines.push(path, reading, text.slice(seam + 1));
    } catch {
      // A row that cannot be read is nothing remembered.
    }
  }
  return lines.join("\n");
}

function toMap(told: string): Map<string, Seen> {
  const lines = told.split("\n");
  const looked = new Map<string, Seen>();
  for (let at = 0; at + 2 < lines.length; at += 3) {
    looked.set(lines[at] ?? "", { isPlain: lines[at + 1] === "plain", text: lines[at + 2] ?? "" });
  }
  return looked;
}

function modelOf(seen: Seen): DetectedModel | undefined {
  seen.model ??= modelIn(seen.text);
  return seen.model;
}

export function modelIn(text: string): DetectedModel | undefined {
  try {
    return JSON.parse(text) as DetectedModel;
  } catch {
    return undefined;
  }
}
