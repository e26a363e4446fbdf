export type Sample = Readonly<Record<string, number>>;
export type Columns = { step: number; at: number[]; series: Record<string, (number | null)[]> };
export type SampleRow = { at: number; values: Map<string, { sum: number; count: number }> };
export type SampleRows = ReturnType<typeof makeSampleRows>;

/** Ever coarser, so that a day takes no more rows than some hundreds. */
export const sampleTiers = [
  { seconds: 2, spanSeconds: 600 },
  { seconds: 30, spanSeconds: 7_200 },
  { seconds: 300, spanSeconds: 86_400 },
] as const;

/** What was measured within a day, in rows that are the finer the later they are. */
export function makeSampleRows(nowSeconds: () => number) {
  const rows: SampleRow[][] = sampleTiers.map(() => []);
  const forget = (): void => {
    for (const [tier, { spanSeconds }] of sampleTiers.entries()) {
      const list = rows[tier] ?? [];
      const first = list.findIndex(({ at }) => at > nowSeconds() - spanSeconds);
      list.splice(0, first === -1 ? list.length : first);
    }
  };
  return {
    of: (tier: number): readonly SampleRow[] => rows[tier] ?? [],
    /** Rows of before, in their order. One of the future was written before the clock was set back. */
    restore: (tier: number, row: SampleRow): void => {
      if (row.at <= nowSeconds()) rows[tier]?.push(row);
      forget();
    },
    add: (sample: Sample): void => {
      for (const [tier, { seconds }] of sampleTiers.entries()) {
        const list = rows[tier] ?? [];
        const at = Math.floor(nowSeconds() / seconds) * seconds;
        const last = list.at(-1);
        // After the clock was set back, what was measured later than now would never be forgotten.
        if (last && last.at > at) list.length = 0;
        const row = last?.at === at ? last : { at, values: new Map() };
        if (row !== last) list.push(row);
        addTo(row, sample);
      }
      forget();
    },
    /** Column by column since a time, no finer than a step, from the finest rows that reach back so far. */
    columns: (fromSeconds: number, stepSeconds = 0): Columns => {
      const reaches = (spanSeconds: number) => fromSeconds >= nowSeconds() - spanSeconds - 1;
      const wanted = sampleTiers.findIndex(
        ({ seconds, spanSeconds }) => reaches(spanSeconds) && seconds >= stepSeconds,
      );
      const tier = wanted === -1 ? sampleTiers.length - 1 : wanted;
      return columnsOf(
        (rows[tier] ?? []).filter(({ at }) => at >= fromSeconds),
        sampleTiers[tier]?.seconds ?? 0,
      );
    },
  };
}

function columnsOf(chosen: readonly SampleRow[], step: number): Columns {
  const names = [...new Set(chosen.flatMap(({ values }) => [...values.keys()]))].sort();
  const series = names.map((name) => [name, chosen.map(({ values }) => meanOf(values.get(name)))]);
  return { step, at: chosen.map(({ at }) => at), series: Object.fromEntries(series) };
}

function addTo({ values }: SampleRow, sample: Sample): void {
  for (const [name, value] of Object.entries(sample)) {
    const known = values.get(name) ?? { sum: 0, count: 0 };
    values.set(name, { sum: known.sum + value, count: known.count + 1 });
  }
}

/** Four digits are finer than a screen. */
export const meanOf = (value: { sum: number; count: number } | undefined): number | null =>
  value === undefined ? null : Number((value.sum / value.count).toPrecision(4));
