import { type Part, type Printer, styled, textOfPart } from "./print.ts";
import { cutTo, toVisible, widthOf } from "./visible-text.ts";

/** `most`: how many cells it may take of a terminal, however long one value is. */
type Column = { title: string; align?: "left" | "right"; most?: number };

const gap = "  ";
const narrowest = 8;

/** Prints rows under their titles. No value is ever broken; on a narrow terminal the widest ones are cut short. */
export function printTable(
  print: Printer,
  columns: readonly Column[],
  rows: readonly (readonly Part[])[],
): void {
  const cells = rows.map((row) => columns.map((_, at) => toVisible(textOfPart(row[at] ?? ""))));
  const widths = columns.map(({ title }, at) =>
    Math.max(widthOf(title), ...cells.map((row) => widthOf(row[at] ?? ""))),
  );
  if (Number.isFinite(print.width))
    for (const [at, { most = Number.POSITIVE_INFINITY }] of columns.entries())
      widths[at] = Math.min(widths[at] ?? 0, most);
  shrink(widths, print.width);
  const titles = columns.map(({ title }) => styled("bold", title));
  for (const row of [titles, ...rows]) {
    const parts = columns.flatMap((column, at) => {
      const part = row[at] ?? "";
      const width = widths[at] ?? 0;
      const text = cutTo(toVisible(textOfPart(part)), width);
      const pad = " ".repeat(width - widthOf(text));
      const said = typeof part === "string" ? text : { ...part, text };
      const isLast = at === columns.length - 1;
      if (column.align === "right") return [pad, said, isLast ? "" : gap];
      return [said, isLast ? "" : pad + gap];
    });
    print.line(...parts);
  }
}

/** Takes from the widest until all fit. */
function shrink(widths: number[], available: number): void {
  const total = () => widths.reduce((sum, width) => sum + width + gap.length, -gap.length);
  while (total() > available) {
    const widest = Math.max(...widths);
    if (widest <= narrowest) return;
    widths[widths.indexOf(widest)] = widest - 1;
  }
}
