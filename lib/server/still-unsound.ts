import type { UnsoundModel } from "#cli-bridge/protocol/unsound-model.ts";
import type { Entry } from "#lib/registry/entry.ts";

/** What was found of the files that are there: what was found before they were fetched anew was found of others. */
export function ofTheseFiles<Check extends { at: string }>(
  checks: readonly Check[],
  fetchedAt: string | undefined,
): Check[] {
  // Times of the original tool have other fractions and zones than ours.
  const isOlder = ({ at }: Check) => fetchedAt !== undefined && Date.parse(at) < Date.parse(fetchedAt);
  return checks.filter((check) => !isOlder(check));
}

/** The models whose files, as they are there now, were found wrong. */
export function stillUnsound(
  found: readonly UnsoundModel[],
  entries: readonly Pick<Entry, "name" | "downloadedAt">[],
): UnsoundModel[] {
  if (found.length === 0) return [];
  const fetchedAt = new Map(entries.map(({ name, downloadedAt }) => [name, downloadedAt]));
  return found.filter((each) => ofTheseFiles([each], fetchedAt.get(each.name)).length > 0);
}
