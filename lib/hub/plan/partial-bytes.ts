import { lstatSync } from "node:fs";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { readPartialRecord } from "../transfer/partial-journal.ts";
import { partialPathsOf } from "../transfer/partial-names.ts";

/** How much of a file has come already and waits to be gone on with. */
export function partialBytesOf(target: string, etag: string, bytesMax: number): number {
  const { record, part } = partialPathsOf(target, etag);
  const done = recordedIn(record);
  // A record outlives its file where that came damaged, or was cleared away.
  const there = done.length === 0 ? 0 : sizeOf(part);
  return Math.min(
    bytesMax,
    done.reduce((sum, [from, to]) => sum + Math.max(0, Math.min(to, there) - from), 0),
  );
}

function sizeOf(path: string): number {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats?.isFile() ? stats.size : 0;
}

/** Where no folder can be, there is no partial either; what is there and foreign is said. */
function recordedIn(path: string) {
  try {
    return readPartialRecord(path)?.done ?? [];
  } catch (error) {
    if (error instanceof ConsoleError) throw error;
    return [];
  }
}
