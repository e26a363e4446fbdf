import { realpath } from "node:fs/promises";
import type { TakeWhole } from "./look-ahead.ts";
import { codeOf, type ModelFile } from "./model-files.ts";
import { type ScanFinding, toScanIssue } from "./scan-findings.ts";
import { ScanWalk } from "./scan-walk.ts";
import { isAtOrBelow } from "./system-folder.ts";

type ScanOptions = {
  signal?: AbortSignal | undefined;
  depthMax?: number;
  answerMsMax?: number;
  /** Folders that need not be looked into. */
  isPassedOver?: (path: string) => boolean;
  /** The files of plain folders that were looked at just now, so that they need not be again. */
  filesOf?: ((path: string) => readonly ModelFile[] | undefined) | undefined;
  /** Folders that were seen just now to be one model each. Of these the walk tells only where they are. */
  takeWhole?: TakeWhole | undefined;
};

/** How long the event loop is held at a time. Synchronous reads are twice as fast as promised ones here. */
const sliceMs = 8;

/**
 * Finds the models under the given folders, as they are come upon. What cannot be read is a finding too. Links are
 * not followed out of a base, and nothing but folders is opened.
 */
export async function* scanFolders(
  bases: readonly string[],
  options: ScanOptions = {},
): AsyncGenerator<ScanFinding, void, undefined> {
  for await (const findings of scanInSlices(bases, options)) yield* findings;
}

/** The same, as many at once as are found in a slice of time. */
export async function* scanInSlices(
  bases: readonly string[],
  options: ScanOptions = {},
): AsyncGenerator<readonly ScanFinding[], void, undefined> {
  const { signal, depthMax = 8, answerMsMax = 5000, isPassedOver = () => false } = options;
  const seen = new Set<string>();
  const roots = await Promise.all(
    bases.map((base) =>
      answerOf(realpath(base), answerMsMax).catch((error: unknown) => toScanIssue(base, codeOf(error))),
    ),
  );
  const { filesOf, takeWhole } = areApart(roots.filter((root) => typeof root === "string")) ? options : {};
  for (const root of roots) {
    if (typeof root !== "string") {
      yield [root];
      continue;
    }
    const walk = new ScanWalk(root, {
      ...{ depthMax, seen, isPassedOver },
      ...{ filesOf: filesOf ?? knowsNothing, takeWhole: takeWhole ?? knowsNothing },
    });
    let since = performance.now();
    while (walk.step()) {
      signal?.throwIfAborted();
      if (performance.now() - since < sliceMs) continue;
      yield walk.take();
      await new Promise(setImmediate);
      since = performance.now();
    }
    yield walk.take();
  }
}

const knowsNothing = () => undefined;

/** What is come upon twice counts once, and what was seen ahead is not counted at all. */
const areApart = (roots: readonly string[]): boolean =>
  roots.every((root, at) => roots.every((other, place) => place === at || !isAtOrBelow(other, root)));

class TooSlow extends Error {
  readonly code = "too-slow";
}

/** A dead network mount never answers; the thread that asked it is lost, the scan is not. */
async function answerOf<T>(promise: Promise<T>, msMax: number): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new TooSlow()), msMax);
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
