import type { PlanRow } from "./plan-rows.ts";
import { matchingRows } from "./plan-rows.ts";

export type RowKind = PlanRow["mark"];

export const rowKinds: readonly { kind: RowKind; title: string }[] = [
  { kind: "removed", title: "Leave" },
  { kind: "changed", title: "Change" },
  { kind: "added", title: "Come" },
  { kind: "file", title: "Files" },
  { kind: "model", title: "Models" },
];

export const countsOf = (rows: readonly PlanRow[]): Map<RowKind, number> => {
  const counts = new Map<RowKind, number>();
  for (const { mark } of rows) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  return counts;
};

export type RowFilter = { query: string; kind: RowKind | undefined };

const everyRow: RowFilter = { query: "", kind: undefined };

export const isFiltering = ({ query, kind }: RowFilter): boolean => query !== "" || kind !== undefined;

/** The same filter over other rows, among which there may be none of its kind. */
export function filterOver(rows: readonly PlanRow[], filter: RowFilter = everyRow): RowFilter {
  return rows.some(({ mark }) => mark === filter.kind) ? filter : { ...filter, kind: undefined };
}

export const shownRows = (rows: readonly PlanRow[], { query, kind }: RowFilter): readonly PlanRow[] =>
  matchingRows(kind === undefined ? rows : rows.filter(({ mark }) => mark === kind), query);
