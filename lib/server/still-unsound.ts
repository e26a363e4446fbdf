import type { UnsoundModel } from "#cli-bridge/protocol/unsound-model.ts";
import type { Entry } from "#lib/registry/entry.ts";

/** What was found wrong before the files were fetched anew was found of other files. */
export function stillUnsound(
  found: readonly UnsoundModel[],
  entries: readonly Pick<Entry, "name" | "downloadedAt">[],
): UnsoundModel[] {
  if (found.length === 0) return [];
  const fetchedAt = new Map(entries.map(({ name, downloadedAt }) => [name, downloadedAt]));
  return found.filter(({ name, at }) => !isBefore(at, fetchedAt.get(name)));
}

/** Times of the original tool have other fractions and zones than ours. */
const isBefore = (at: string, fetchedAt: string | undefined): boolean =>
  fetchedAt !== undefined && Date.parse(at) < Date.parse(fetchedAt);
