import { toCsvLine } from "#lib/format.ts";
import type { Report } from "./report-rows.ts";

type Shown = Pick<Report, "columns" | "rows">;

export const toCsv = ({ columns, rows }: Shown): string =>
  [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ""))].map(toCsvLine).join("");

export const toJson = ({ rows }: Shown): string => `${JSON.stringify(rows, undefined, 2)}\n`;
