import type { Report } from "./report-rows.ts";

type Shown = Pick<Report, "columns" | "rows">;

/** A spreadsheet takes a cell that begins so for a formula; a quote in front makes it text. */
const startsFormula = /^[=+\-@\t\r]/;

function csvCell(text: string): string {
  const plain = startsFormula.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** As RFC 4180 has it: commas, quotes doubled, lines ended by CR LF. */
export function toCsv({ columns, rows }: Shown): string {
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ""))];
  return lines.map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("");
}

export const toJson = ({ rows }: Shown): string => `${JSON.stringify(rows, undefined, 2)}\n`;
