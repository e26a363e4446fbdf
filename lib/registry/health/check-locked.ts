import { stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { identityOf } from "#lib/weights/hash-thread.ts";
import type { Entry } from "../entry.ts";
import { placeKindOf } from "../entry-place.ts";
import { type FindingItem, findingOf, type HealthFinding } from "./health-finding.ts";
import type { PathState } from "./look-at-paths.ts";

/** The hash of a file's bytes, where it was worked out before and the file has not changed since. */
export type RememberedHash = (identity: string) => string | undefined;

type Looked = { states: ReadonlyMap<string, PathState>; remembered: RememberedHash };

/** Locked models whose bytes are known to be others than those they are locked to. Nothing is read for it. */
export async function checkLocked(
  entries: readonly Entry[],
  { states, remembered }: Looked,
): Promise<HealthFinding[]> {
  const items: FindingItem[] = [];
  for (const { name, path = "", artifacts } of entries.filter(isLockedHere)) {
    const folder = states.get(resolve(path)) === "file" ? dirname(path) : path;
    for (const file of artifacts.files) {
      const found = await hashOf(join(folder, file.path), remembered);
      if (found !== undefined && found !== file.sha256.toLowerCase()) {
        items.push({ name, detail: `${file.path} has other bytes than it is locked to` });
        break;
      }
    }
  }
  return findingOf(
    {
      ...{ check: "locked-changed", severity: "error", title: "Locked models whose content changed" },
      says: "They are not the version they are locked to. Verify every byte of them to be sure, then put back what they were, or unlock them.",
    },
    items,
  );
}

const isLockedHere = (entry: Entry) => entry.versionLock.locked && placeKindOf(entry) === "local";

async function hashOf(path: string, remembered: RememberedHash): Promise<string | undefined> {
  const stats = await stat(path, { bigint: true }).catch(() => undefined);
  return stats && remembered(identityOf(stats));
}
