import type { Offer } from "#cli-bridge/protocol/console-error.ts";
import { toByteWords } from "#lib/format.ts";
import { valueWords } from "./plan-rows.ts";

export type ReportRow = Readonly<Record<string, string>>;
export type Report = { title: string; columns: readonly string[]; rows: readonly ReportRow[] };

const columnsMax = 8;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const headOf = (key: string): string => {
  const words = key
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0);

function cellOf(key: string, value: unknown): string {
  if (isEmpty(value)) return "";
  return /bytes$/i.test(key) && typeof value === "number" ? toByteWords(value) : valueWords(value);
}

function toTable(title: string, list: readonly Record<string, unknown>[]): Report {
  const keys = [...new Set(list.flatMap((item) => Object.keys(item)))].slice(0, columnsMax);
  const rows = list.map((item) =>
    Object.fromEntries(keys.map((key) => [headOf(key), cellOf(key, item[key])])),
  );
  return { title: headOf(title), columns: keys.map(headOf), rows };
}

/** The lists that a report holds, as tables, whatever the command calls them and their columns. */
export function toReports(report: unknown): Report[] {
  const named: [string, unknown][] = Array.isArray(report)
    ? [["results", report]]
    : isObject(report)
      ? Object.entries(report)
      : [];
  return named.flatMap(([title, value]) => {
    const list = Array.isArray(value) ? value.filter(isObject) : [];
    return list.length === 0 ? [] : [toTable(title, list)];
  });
}

/** What a report offers to do next, when it offers it in full. */
export function againIn(report: unknown): Offer | undefined {
  const again = isObject(report) ? report.again : undefined;
  if (!isObject(again) || !isObject(again.input)) return undefined;
  const { says, command, input } = again;
  return typeof says === "string" && typeof command === "string" ? { says, command, input } : undefined;
}

/** Under which name to save what was printed, where that is a file of its own. */
export function printedFileIn(report: unknown): string | undefined {
  const name = isObject(report) ? report.prints : undefined;
  return typeof name === "string" ? name : undefined;
}

export const stateColumn = "State";

export type ReportFilter = { query: string; state: string | undefined };

/** Rows that hold every word of the query, in any column. */
export function filteredRows({ rows }: Report, { query, state }: ReportFilter): readonly ReportRow[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0 && state === undefined) return rows;
  return rows.filter((row) => {
    if (state !== undefined && row[stateColumn] !== state) return false;
    const text = Object.values(row).join("\n").toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** How many rows stand in each state, in the order in which states first occur. */
export function statesIn({ columns, rows }: Report): [state: string, count: number][] {
  if (!columns.includes(stateColumn)) return [];
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(row[stateColumn] ?? "", (counts.get(row[stateColumn] ?? "") ?? 0) + 1);
  return [...counts];
}

const sampledMax = 300;
/** What stands beside the words of a cell takes as much room as these. */
const paddingChars = 4;

/** How wide each column is to be, in hundredths: as its cells are long, within reason. */
export function widthsOf({ columns, rows }: Pick<Report, "columns" | "rows">): number[] {
  const sample = rows.slice(0, sampledMax);
  const lengths = columns.map((column) => {
    const sum = sample.reduce((length, row) => length + (row[column]?.length ?? 0), 0);
    const mean = sum / Math.max(1, sample.length);
    return Math.min(48, Math.max(column.length, 10, mean)) + paddingChars;
  });
  const total = lengths.reduce((sum, length) => sum + length, 0);
  return lengths.map((length) => (length / total) * 100);
}
