import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { readPartialRecord } from "../transfer/partial-journal.ts";
import { partialPathsOf } from "../transfer/partial-names.ts";

/** How much of a file has come already and waits to be gone on with. */
export function partialBytesOf(target: string, etag: string, bytesMax: number): number {
  const done = recordedIn(partialPathsOf(target, etag).record);
  return Math.min(
    bytesMax,
    done.reduce((sum, [from, to]) => sum + to - from, 0),
  );
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
