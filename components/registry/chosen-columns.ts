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
/** Below this a model has two lines in place of columns, as the stylesheet's `@xl` has it before anything is measured. */
export const columnsFrom = 36;

/** The columns a person chose, in their order; the address decides before what this browser remembers. */
export function chosenColumns(
  inAddress: string | undefined,
  remembered: readonly string[],
): string[] | undefined {
  const asked = inAddress === undefined ? remembered : inAddress.split(",");
  const known = asked.filter((id) => entryColumns.some((column) => column.id === id));
  return known.length === 0 ? undefined : [...new Set(known)];
}

const columnsNamed = (ids: readonly string[]): EntryColumn[] =>
  ids.flatMap((id) => entryColumns.find((column) => column.id === id) ?? []);

/** What a person chose is drawn, also where the list has to scroll sideways for it; of the usual ones, what there is room for. */
export function drawnColumns(chosen: readonly string[] | undefined, rem: number | undefined): EntryColumn[] {
  const columns = columnsNamed(chosen ?? usual);
  if (rem === undefined || (chosen !== undefined && rem >= columnsFrom)) return columns;
  return fittingColumns(columns, rem);
}

/** The most important are granted their room first. */
function fittingColumns(columns: readonly EntryColumn[], rem: number): EntryColumn[] {
  const granted = new Set<EntryColumn>();
  let room = rem - taken;
  for (const column of columns.toSorted((one, other) => one.rank - other.rank)) {
    room -= column.rem;
    if (room < 0) break;
    granted.add(column);
  }
  return columns.filter((column) => granted.has(column));
}

/** How wide a list with such columns is at the least, in rem. */
export const leastWidth = (columns: readonly EntryColumn[]): number =>
  columns.reduce((width, { rem }) => width + rem, taken);

export function moved(ids: readonly string[], id: string, step: -1 | 1): string[] {
  const from = ids.indexOf(id);
  const to = from + step;
  if (from < 0 || to < 0 || to >= ids.length) return [...ids];
  return ids.toSpliced(from, 1).toSpliced(to, 0, id);
}
