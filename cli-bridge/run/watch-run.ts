import { existsSync, type FSWatcher, watch } from "node:fs";
import { isKept, readKeeper } from "./keeper-file.ts";
import type { RunFolder } from "./run-folder.ts";

export type RunEnd = "outcome" | "abandoned" | "unclaimed" | "stopped";

type Options = {
  signal: AbortSignal;
  /** Settles when the keeper we started is gone; one that took up no run by then never will. */
  keeperExited?: Promise<unknown> | undefined;
  onKept?: (() => void) | undefined;
};

const pollMs = 500;
const claimedWithinMs = 20_000;

/** Resolves when a run has its outcome, or when nobody is left who could give it one. */
export function whenOver(folder: RunFolder, { signal, keeperExited, onKept }: Options): Promise<RunEnd> {
  const deadline = performance.now() + claimedWithinMs;
  return new Promise((resolve) => {
    const settle = (end: RunEnd) => {
      clearInterval(poll);
      watcher?.close();
      signal.removeEventListener("abort", stop);
      resolve(end);
    };
    const stop = () => settle("stopped");
    const look = async (claimedBefore = deadline) => {
      if (existsSync(folder.outcome)) return settle("outcome");
      const keeper = await readKeeper(folder.keeper);
      if (keeper && !isKept(keeper)) return settle(existsSync(folder.outcome) ? "outcome" : "abandoned");
      if (!keeper && performance.now() > claimedBefore) settle("unclaimed");
    };
    const poll = setInterval(() => void look(), pollMs).unref();
    const watcher = watchQuietly(folder.path, (name) => {
      if (name === "keeper.json") onKept?.();
      if (name === "outcome.json" && existsSync(folder.outcome)) settle("outcome");
    });
    void keeperExited?.then(() => look(0));
    signal.addEventListener("abort", stop);
    if (signal.aborted) stop();
    else void look();
  });
}

/** A machine may have no watches left to give; the poll is enough then. */
function watchQuietly(path: string, onName: (name: string | null) => void): FSWatcher | undefined {
  try {
    return watch(path, { persistent: false }, (_, name) => onName(name)).on("error", () => {});
  } catch {
    return undefined;
  }
}
