import type { ReactNode } from "react";
import { cn } from "#lib/cn.ts";

type ColumnTitlesProps = {
  /** The title of each column, with the classes that give it its width. */
  of: readonly (readonly [title: ReactNode, className?: string])[];
  className?: string;
};

/** The head of a table, a row of titles. */
export function ColumnTitles({ of, className }: ColumnTitlesProps) {
  return (
    <thead className={cn("text-left text-muted text-xs", className)}>
      <tr className="h-8 border-line border-b [&>th]:font-medium">
        {of.map(([title, width], column) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a table keep their places.
          <th key={column} scope="col" className={width}>
            {title}
          </th>
        ))}
      </tr>
    </thead>
  );
}
