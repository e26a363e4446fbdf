import type { Entry } from "./entry.ts";

export type StatisticsRow = { value: string | null; count: number; sizeBytes: number };

export type RegistryStatistics = {
  total: number;
  sizeBytes: number;
  byFormat: StatisticsRow[];
  byLocation: StatisticsRow[];
  byBackend: StatisticsRow[];
  byQuantization: StatisticsRow[];
};

/** Counts what was downloaded; an entry known by name only takes no room. */
export function registryStatistics(entries: Entry[]): RegistryStatistics {
  const downloaded = entries.filter(({ path }) => path !== undefined);
  return {
    total: downloaded.length,
    sizeBytes: downloaded.reduce((bytes, entry) => bytes + (entry.sizeBytes ?? 0), 0),
    byFormat: countBy(downloaded, (entry) => entry.format),
    byLocation: countBy(downloaded, (entry) => entry.location),
    byBackend: countBy(downloaded, (entry) => entry.backend),
    byQuantization: countBy(downloaded, (entry) => entry.quantization),
  };
}

function countBy(entries: Entry[], facetOf: (entry: Entry) => string | undefined): StatisticsRow[] {
  const rows = new Map<string | null, StatisticsRow>();
  for (const entry of entries) {
    const value = facetOf(entry) ?? null;
    const row = rows.get(value) ?? { value, count: 0, sizeBytes: 0 };
    row.count += 1;
    row.sizeBytes += entry.sizeBytes ?? 0;
    rows.set(value, row);
  }
  return [...rows.values()].sort((one, other) => other.count - one.count);
}
