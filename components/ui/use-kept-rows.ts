import { useState } from "react";

type Keeping<Row> = {
  keyOf: (row: Row) => string;
  /** Whether somebody has opened it, and does something there. */
  isOpen: (row: Row) => boolean;
};

/**
 * The rows of a list that changes by what is done in it. One that somebody has open stays at its place when it is gone,
 * as it tells there what became of it.
 */
export function useKeptRows<Row>(rows: readonly Row[], { keyOf, isOpen }: Keeping<Row>): readonly Row[] {
  const [shown, setShown] = useState(rows);
  const there = new Set(rows.map(keyOf));
  const isKept = (row: Row) => isOpen(row) && !there.has(keyOf(row));
  const next = shown.reduce((list, row, at) => (isKept(row) ? list.toSpliced(at, 0, row) : list), rows);
  if (next.length !== shown.length || next.some((row, at) => row !== shown[at])) setShown(next);
  return next;
}
