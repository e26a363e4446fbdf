import { Worker } from "node:worker_threads";
import type { ModelFile } from "./model-files.ts";
import { type ModelSight, natureIn, sightIn } from "./model-sight.ts";
import { openStamps, type ReadStamp } from "./stamp-reader.ts";

/** Where models are remembered, and a function that stands alone and reads all of them. */
export type RowsAhead = { file: string; rowsIn: (file: string) => Iterable<[path: string, text: string]> };

export type LookedAhead = {
  /** What is remembered of a model that was seen unchanged just now, read as far as it is asked. It is told once. */
  takeSight: (path: string) => ModelSight | undefined;
  /** The same, of which nothing else is read. */
  takeNature: (path: string) => ReturnType<typeof natureIn>;
  /** What reads the model of a folder that holds one and no more, and nothing to warn of. It is told once. */
  takeWhole: TakeWhole;
  /** The files of a folder in which nothing else was seen, until its model is taken. */
  filesOf: (path: string) => readonly ModelFile[] | undefined;
  /** Until the thread has told, or has failed, or what it tells would be old. Nobody need wait for it. */
  wait: () => Promise<void>;
};

export type TakeWhole = (path: string) => (() => ModelSight) | undefined;

/** Whatever was seen longer ago may be otherwise by now. */
const freshMs = 5_000;
const memoryMaxMb = 512;

/** What a thread saw of a model, which is read from its lines when it is asked for. */
type Seen = { isPlain: boolean; isWhole: boolean; lines: string; sight?: ModelSight | undefined };

/**
 * Looks at all remembered models on a thread, while the caller reads its registry. Whoever asks before the thread is
 * done, or of a model that the thread cannot vouch for, is told nothing and looks himself.
 */
export function lookAhead({ file, rowsIn }: RowsAhead, detector: string): LookedAhead {
  const began = performance.now();
  const worker = new Worker(
    `const { parentPort, workerData } = require("node:worker_threads");
    const readStamp = (${openStamps})();
    const rows = (${rowsIn})(workerData.file);
    parentPort.postMessage((${unchangedOf})(rows, workerData, readStamp));`,
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
  const told = (path: string): Seen | undefined => {
    const seen = seenAt(path);
    if (seen) looked?.delete(path);
    return seen;
  };
  return {
    takeSight: (path) => {
      const seen = told(path);
      return seen && sighted(seen, path);
    },
    takeNature: (path) => {
      const seen = told(path);
      return seen && natureIn(seen.lines);
    },
    takeWhole: (path) => {
      const seen = seenAt(path);
      if (!seen?.isWhole) return undefined;
      looked?.delete(path);
      return () => readWhole(seen.lines, path);
    },
    filesOf: (path) => {
      const seen = seenAt(path);
      return seen?.isPlain ? sighted(seen, path)?.brief.files : undefined;
    },
    wait: async () => {
      worker.ref();
      await ended;
      worker.unref();
    },
  };
}

function sighted(seen: Seen, path: string): ModelSight | undefined {
  seen.sight ??= sightIn(seen.lines, path);
  return seen.sight;
}

/** What is remembered was sealed, so that it can be read. */
function readWhole(lines: string, path: string): ModelSight {
  const sight = sightIn(lines, path);
  if (sight) return sight;
  throw new Error(`What is remembered of ${path} cannot be read.`);
}

/**
 * One text, three pieces for each model, none of which holds what ends a piece: it is handed over in a fraction of the
 * time of as many texts. Until it is whole it lies where the collector does not copy it.
 */
function unchangedOf(
  rows: Iterable<[path: string, text: string]>,
  { detector }: { detector: string },
  readStamp: ReadStamp,
): string {
  const bytesOfCharacter = 3;
  let told = Buffer.allocUnsafeSlow(1024 * 1024);
  let length = 0;
  for (const [path, text] of rows) {
    try {
      const seam = text.indexOf("\n");
      const head = JSON.parse(text.slice(0, seam));
      const reading = head.detector === detector ? readStamp(path, head.stamp) : "other";
      if (reading === "other") continue;
      const kind = reading === "plain" && head.isWhole ? "whole" : reading;
      // Without the last line, all but the break before it: nobody asks for that, and it is as much as all the others.
      const lines = text.slice(seam + 1, text.lastIndexOf("\n") + 1);
      const needed = length + bytesOfCharacter * (path.length + lines.length + 16);
      if (needed > told.length) told = Buffer.concat([told.subarray(0, length)], 2 * needed);
      length += told.write(`${path}\0${kind}\0${lines}\0`, length);
    } catch {
      // A row that cannot be read is nothing remembered.
    }
  }
  return told.toString("utf8", 0, length);
}

function toMap(told: string): Map<string, Seen> {
  const looked = new Map<string, Seen>();
  let at = 0;
  while (at < told.length) {
    const pathEnd = told.indexOf("\0", at);
    const readingEnd = told.indexOf("\0", pathEnd + 1);
    const end = told.indexOf("\0", readingEnd + 1);
    if (end <= at) break;
    const isWhole = told.startsWith("whole", pathEnd + 1);
    const isPlain = isWhole || told.startsWith("plain", pathEnd + 1);
    looked.set(told.slice(at, pathEnd), { isPlain, isWhole, lines: told.slice(readingEnd + 1, end) });
    at = end + 1;
  }
  return looked;
}
