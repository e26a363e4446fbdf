import { closeSync, constants } from "node:fs";
import { basename } from "node:path";
import type { FileWanted } from "./file-wanted.ts";
import { openOwnFile, writeWhole } from "./own-file.ts";
import { openPartialJournal } from "./partial-journal.ts";
import { partialPathsIn, partialPathsOf } from "./partial-names.ts";
import { recordHeadOf } from "./partial-record.ts";
import type { Places } from "./settle-places.ts";

const { O_CREAT, O_TRUNC, O_WRONLY } = constants;

/** Writes down what came damaged and never lay on the disk, so that somebody can look at it; tells where it lies. */
export async function keepDamaged(wanted: FileWanted, places: Places, content: Uint8Array): Promise<string> {
  const { target, sha256, gitSha1 } = wanted;
  const etag = sha256 ?? gitSha1 ?? "";
  const head = await recordHeadOf({ wanted, etag });
  const place = places.hold(target);
  try {
    const { record, damaged } = partialPathsIn(place.partials, basename(target), etag);
    openPartialJournal(record, head, {}).close();
    const file = openOwnFile(damaged, O_CREAT | O_TRUNC | O_WRONLY);
    try {
      writeWhole(file, content);
    } finally {
      closeSync(file);
    }
  } finally {
    place.close();
  }
  return partialPathsOf(target, etag).damaged;
}
