import { randomBytes } from "node:crypto";
import { closeSync, constants, rmSync } from "node:fs";
import { openOwnFile, writeWhole } from "./own-file.ts";
import { partOfStem } from "./partial-names.ts";
import { publishFile } from "./publish-file.ts";
import type { Place } from "./settle-places.ts";
import { syncSmallFile } from "./sync-small-file.ts";

/** Asking for random bytes each time takes longer than writing a small file. */
const ownStem = randomBytes(8).toString("hex");
let stems = 0;

function nextStem(): string {
  stems = (stems + 1) % 0xffffffff;
  return `${ownStem}${stems.toString(16).padStart(8, "0")}`;
}

const { O_CREAT, O_EXCL, O_WRONLY } = constants;

/**
 * Writes verified bytes into the folder of what is not complete, puts them on the disk and gives them the name; `false` when somebody
 * has taken that meanwhile. Only a slow disk makes it a promise, and by then the bytes have been written. The place
 * is let go in the end.
 */
export function keepSmallFile(
  { place, replace }: { place: Place; replace?: boolean | undefined },
  content: Uint8Array,
): boolean | Promise<boolean> {
  // Two processes may write the same small file at a time, each under a name of its own.
  const part = partOfStem(place.partials, nextStem());
  let file: number | undefined;
  const end = <Result>(act: () => Result): Result => {
    try {
      return act();
    } catch (error) {
      rmSync(part, { force: true });
      throw error;
    } finally {
      if (file !== undefined) closeSync(file);
      place.close();
    }
  };
  const publish = (): boolean => {
    place.check();
    const isPublished = publishFile({ part, target: place.target, replace });
    if (!isPublished) rmSync(part);
    return isPublished;
  };
  const fail = (error: unknown): never =>
    end(() => {
      throw error;
    });
  const synced = writeAndSync();
  return synced === undefined ? end(publish) : synced.then(() => end(publish), fail);

  function writeAndSync(): Promise<void> | undefined {
    try {
      file = openOwnFile(part, O_WRONLY | O_CREAT | O_EXCL);
      writeWhole(file, content);
      return syncSmallFile(file);
    } catch (error) {
      return fail(error);
    }
  }
}
