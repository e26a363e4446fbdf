import { valueWords } from "./plan-rows.ts";

export type Report = { columns: readonly string[]; rows: readonly Readonly<Record<string, string>>[] };

const columnsMax = 6;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function listIn(report: unknown): Record<string, unknown>[] {
  if (Array.isArray(report)) return report.filter(isObject);
  if (!isObject(report)) return [];
  const list = Object.values(report).find((value) => Array.isArray(value) && value.some(isObject));
  return Array.isArray(list) ? list.filter(isObject) : [];
}

const headOf = (key: string): string => {
  const words = key
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** The list that a report holds, as a table, whatever the command calls its columns. */
export function toReport(report: unknown): Report | undefined {
  const list = listIn(report);
  if (list.length === 0) return undefined;
  const keys = [...new Set(list.flatMap((item) => Object.keys(item)))].slice(0, columnsMax);
  const rows = list.map((item) =>
    Object.fromEntries(
      keys.map((key) => [
        headOf(key),
        item[key] === undefined || isEmpty(item[key]) ? "" : valueWords(item[key]),
      ]),
    ),
  );
  return { columns: keys.map(headOf), rows };
}

const isEmpty = (value: unknown): boolean => value === null || (Array.isArray(value) && value.length === 0);
