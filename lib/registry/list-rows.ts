import { spelledOut } from "./capabilities.ts";
import type { Entry } from "./entry.ts";
import { installedOnce } from "./is-installed.ts";

/** One element of `list --json`, its keys in the order in which the original tool writes them. */
export type ListRow = {
  name: string;
  display_name: string;
  backend: string;
  format: string | null;
  quantization: string | null;
  location: string | null;
  installed: boolean;
  size_bytes: number | null;
  roles: string[];
  family: string | null;
  logical_only: boolean;
  served_model_id: string | null;
  deprecated: boolean;
  capabilities: Record<string, boolean>;
  producer: string | null;
};

export type ListOptions = {
  format?: string | undefined;
  location?: string | undefined;
  backend?: string | undefined;
  showDeprecated?: boolean | undefined;
  includeLogical?: boolean | undefined;
  includeTesting?: boolean | undefined;
  dedupe?: boolean | undefined;
};

/** The entries that `list` shows: by default no test names, nothing deprecated, nothing known by name only. */
export function listedEntries(entries: Entry[], options: ListOptions): Entry[] {
  const shown = entries.filter((entry) => isShown(entry, options));
  const kept = options.dedupe ? bestOfEach(shown) : shown;
  const byName = options.dedupe || options.includeLogical;
  return kept.toSorted((one, other) => {
    const [first, second] = byName
      ? [one.name, other.name]
      : [one.displayName.toLowerCase(), other.displayName.toLowerCase()];
    return first < second ? -1 : first > second ? 1 : 0;
  });
}

export async function toListRows(entries: Entry[]): Promise<ListRow[]> {
  const isInstalled = installedOnce();
  return Promise.all(entries.map(async (entry) => toListRow(entry, await isInstalled(entry))));
}

function isShown(entry: Entry, options: ListOptions): boolean {
  if (entry.testing && !options.includeTesting) return false;
  if (entry.deprecated && !options.showDeprecated) return false;
  if (!options.includeLogical && isWithoutFiles(entry)) return false;
  if (options.backend !== undefined && entry.backend !== options.backend) return false;
  // An entry that says nothing of its format or location passes these two, as it always did.
  return passes(entry.format, options.format) && passes(entry.location, options.location);
}

function isWithoutFiles(entry: Entry): boolean {
  return entry.path === undefined || entry.logicalOnly;
}

function passes(value: string | undefined, wanted: string | undefined): boolean {
  return wanted === undefined || value === undefined || value === wanted;
}

/**
 * One entry for each family, backend, format and quantization: the one that knows most about itself. Where none of
 * them has a path there is no richer one to keep, and all stay.
 */
function bestOfEach(entries: Entry[]): Entry[] {
  const groups = Map.groupBy(entries, duplicateKeyOf);
  return [...groups.values()].flatMap((group) =>
    group.some((entry) => entry.path !== undefined)
      ? [group.reduce((best, entry) => (richnessOf(entry) > richnessOf(best) ? entry : best))]
      : group,
  );
}

export function duplicateKeyOf(entry: Entry): string {
  const family = entry.family ?? entry.name.replace(/_\(.*\)$/, "");
  return JSON.stringify([family, entry.backend, entry.format ?? null, entry.quantization ?? null]);
}

/** The score by which the original tool decides which of two duplicates to keep. */
export function richnessOf(entry: Entry): number {
  const known = (value: unknown, points: number) => (value === undefined ? 0 : points);
  return (
    known(entry.quantization, 3) +
    known(entry.path, 2) +
    known(entry.sizeBytes, 1) +
    Object.keys(entry.metadata).length
  );
}

function toListRow(entry: Entry, installed: boolean): ListRow {
  return {
    name: entry.name,
    display_name: entry.displayName,
    backend: entry.backend,
    format: entry.format ?? null,
    quantization: entry.quantization ?? null,
    location: entry.location ?? null,
    installed,
    size_bytes: entry.sizeBytes ?? null,
    roles: entry.roles,
    family: entry.family ?? null,
    logical_only: entry.path === undefined,
    served_model_id: entry.servedModelId ?? null,
    deprecated: entry.deprecated,
    capabilities: spelledOut(entry.capabilities),
    producer: entry.producer ?? null,
  };
}
