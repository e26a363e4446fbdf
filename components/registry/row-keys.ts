const pageStep = 15;
const steps: Record<string, (index: number, total: number) => number> = {
  j: (index) => index + 1,
  ArrowDown: (index) => index + 1,
  k: (index) => index - 1,
  ArrowUp: (index) => index - 1,
  PageDown: (index) => index + pageStep,
  PageUp: (index) => index - pageStep,
  Home: () => 0,
  End: (_index, total) => total - 1,
};

/** Where a key leads to from a row, or nothing when the key is not one of ours. */
export function rowAfterKey(
  key: string,
  { index, total }: { index: number; total: number },
): number | undefined {
  const wanted = steps[key]?.(index, total);
  return wanted === undefined ? undefined : Math.max(0, Math.min(total - 1, wanted));
}

/** What can be done with the row that has the focus. */
export type RowDeed = "open" | "look" | "select" | "menu" | "edit";

const deeds: Record<string, RowDeed> = { " ": "look", x: "select", X: "select", ".": "menu", e: "edit" };

export const deedOfKey = (key: string): RowDeed | undefined => deeds[key];
