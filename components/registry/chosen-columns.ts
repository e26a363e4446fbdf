import { type EntryColumn, entryColumns } from "./entry-columns.tsx";

const usual: readonly string[] = [
  "favourite",
  "format",
  "quantization",
  "producer",
  "capabilities",
  "size",
  "backend",
  "location",
  "installed",
  "roles",
];
/** What the check box, the name and the menu of a row take, in rem. */
const taken = 22;

/** The columns that were chosen, in their order; the address decides before what this browser remembers. */
export function columnsOf(inAddress: string | undefined, remembered: readonly string[]): string[] {
  const asked = inAddress === undefined ? remembered : inAddress.split(",");
  const known = asked.filter((id) => entryColumns.some((column) => column.id === id));
  return known.length === 0 ? [...usual] : [...new Set(known)];
}

export const isUsual = (ids: readonly string[]): boolean => ids.join() === usual.join();

export const columnsNamed = (ids: readonly string[]): EntryColumn[] =>
  ids.flatMap((id) => entryColumns.find((column) => column.id === id) ?? []);

/** Those for which there is room, the most important first to be granted theirs. */
export function fittingColumns(columns: readonly EntryColumn[], rem: number): EntryColumn[] {
  const granted = new Set<EntryColumn>();
  let room = rem - taken;
  for (const column of columns.toSorted((one, other) => one.rank - other.rank)) {
    room -= column.rem;
    if (room < 0) break;
    granted.add(column);
  }
  return columns.filter((column) => granted.has(column));
}

/** Those of the chosen that are not drawn for want of room, in a list that is so wide. */
export function waitingColumns(ids: readonly string[], rem: number | undefined): string[] {
  if (rem === undefined) return [];
  const fitting = fittingColumns(columnsNamed(ids), Math.floor(rem));
  return ids.filter((id) => !fitting.some((column) => column.id === id));
}

export function moved(ids: readonly string[], id: string, step: -1 | 1): string[] {
  const from = ids.indexOf(id);
  const to = from + step;
  if (from < 0 || to < 0 || to >= ids.length) return [...ids];
  return ids.toSpliced(from, 1).toSpliced(to, 0, id);
}
