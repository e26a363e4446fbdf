import { randomBytes } from "node:crypto";
import { closeSync, constants, rmSync } from "node:fs";
import { openOwnFile, writeWhole } from "./own-file.ts";
import { partOfStem } from "./partial-names.ts";
import { type Publishing, publishFile } from "./publish-file.ts";
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
 * has taken that meanwhile. Only a slow disk makes it a promise, and by then the bytes have been written.
 */
export function keepSmallFile(
  { folder, target, replace }: Omit<Publishing, "part"> & { folder: string },
  content: Uint8Array,
): boolean | Promise<boolean> {
  // Two processes may write the same small file at a time, each under a name of its own.
  const part = partOfStem(folder, nextStem());
  const file = openOwnFile(part, O_WRONLY | O_CREAT | O_EXCL);
  const end = <Result>(act: () => Result): Result => {
    try {
      return act();
    } catch (error) {
      rmSync(part, { force: true });
      throw error;
    } finally {
      closeSync(file);
    }
  };
  const publish = (): boolean => {
    const isPublished = publishFile({ part, target, replace });
    if (!isPublished) rmSync(part);
    return isPublished;
  };
  const synced = writeAndSync();
  if (synced === undefined) return end(publish);
  const fail = (error: unknown): never =>
    end(() => {
      throw error;
    });
  return synced.then(() => end(publish), fail);

  function writeAndSync(): Promise<void> | undefined {
    try {
      writeWhole(file, content);
      return syncSmallFile(file);
    } catch (error) {
      return end(() => {
        throw error;
      });
    }
  }
}
