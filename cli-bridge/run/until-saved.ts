import { setTimeout as delay } from "node:timers/promises";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";

const pauseMs = 2_000;

/** A disk that is full, or away for a while, is waited for: what became of a run is written down once it can be. */
export async function untilSaved(save: () => Promise<unknown>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await save();
      return;
    } catch (error) {
      if (!isOfTheDisk(error)) throw error;
    }
    await delay(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}

export const isOfTheDisk = (error: unknown): boolean =>
  error instanceof ConsoleError ? error.code === "no-space" : error instanceof Error && "syscall" in error;
