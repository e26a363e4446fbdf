import { Worker } from "node:worker_threads";
import type { ModelFile } from "./model-files.ts";
import { type ModelSight, natureIn, sightIn } from "./model-sight.ts";
import { openStamps, type ReadStamp, toMark } from "./stamp-reader.ts";

/** Where models are remembered, and a function that stands alone and reads all of them. */
export type RowsAhead = { file: string; rowsIn: (file: string) => [path: string, text: string][] };

export type LookedAhead = {
  /** What is remembered of a model that was seen unchanged just now, read as far as it is asked. It is told once. */
  takeSight: (path: string) => ModelSight | undefined;
  /** The same, of which nothing else is read. */
  takeNature: (path: string) => ReturnType<typeof natureIn>;
  /** The files of a folder in which nothing else was seen, until its model is taken. */
  filesOf: (path: string) => readonly ModelFile[] | undefined;
  /** Until the thread has told, or has failed, or what it tells would be old. Nobody need wait for it. */
  wait: () => Promise<void>;
};

/** Whatever was seen longer ago may be otherwise by now. */
const freshMs = 5_000;
const memoryMaxMb = 512;

/** What a thread saw of a model, which is read from its lines when it is asked for. */
type Seen = { isPlain: boolean; lines: string; sight?: ModelSight | undefined };

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
      return seen && sighted(seen);
    },
    takeNature: (path) => {
      const seen = told(path);
      return seen && natureIn(seen.lines);
    },
    filesOf: (path) => {
      const seen = seenAt(path);
      return seen?.isPlain ? sighted(seen)?.brief.files : undefined;
    },
    wait: async () => {
      worker.ref();
      await ended;
      worker.unref();
    },
  };
}

function sighted(seen: Seen): ModelSight | undefined {
  seen.sight ??= sightIn(seen.lines);
  return seen.sight;
}

/**
 * One text, three pieces for each model: it is handed over in a fraction of the time of as many texts. No path holds what
 * lies between the pieces, and no JSON.
 */
function unchangedOf(
  rows: readonly [path: string, text: string][],
  { detector }: { detector: string },
  readStamp: ReadStamp,
): string {
  const pieces: string[] = [];
  for (const [path, text] of rows) {
    try {
      const seam = text.indexOf("\n");
      const head = JSON.parse(text.slice(0, seam));
      const reading = head.detector === detector ? readStamp(path, head.stamp) : "other";
      // Without the last line, all but the break before it: nobody asks for that, and it is as much as all the others.
      const end = text.lastIndexOf("\n") + 1;
      if (reading !== "other") pieces.push(path, reading, text.slice(seam + 1, end));
    } catch {
      // A row that cannot be read is nothing remembered.
    }
  }
  return pieces.join("\0");
}

function toMap(told: string): Map<string, Seen> {
  const pieces = told.split("\0");
  const looked = new Map<string, Seen>();
  for (let at = 0; at + 2 < pieces.length; at += 3) {
    const [path = "", reading, lines = ""] = [pieces[at], pieces[at + 1], pieces[at + 2]];
    looked.set(path, { isPlain: reading === "plain", lines });
  }
  return looked;
}
