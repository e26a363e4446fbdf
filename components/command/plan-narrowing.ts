import type { CommandInput, CommandView } from "./command-view.ts";
import type { PlanRow } from "./plan-rows.ts";
import type { RowFilter } from "./plan-rows-shown.ts";

/** A person's choice of what a plan leaves out. */
export type Narrowing = {
  /** The rows that were left out, so that they can be taken in again. */
  leftOut: readonly PlanRow[];
  /** How many things the whole plan had. */
  of: number;
  /** What was looked for among the rows, so that the next plan shows the same of them. */
  filter?: RowFilter;
};

/** What is ticked of a plan. */
export type Choice = { narrowing: Narrowing; kept: readonly string[] };

export const whole: Narrowing = { leftOut: [], of: 0 };

/** Whether single things may be left out of a plan of this command. */
export const canNarrow = ({ narrows }: Pick<CommandView, "narrows">): boolean => narrows === true;

/** The items of a plan that can be left out, once each. */
export const itemsOf = (rows: readonly PlanRow[]): string[] => [
  ...new Set(rows.flatMap(({ item }) => (item === undefined ? [] : [item]))),
];

/** The shorter way to say it: what stays out, or what stays in. */
export function narrowedInput(
  input: CommandInput,
  { leftOut }: Narrowing,
  kept: readonly string[],
): CommandInput {
  const out = itemsOf(leftOut);
  if (out.length === 0) return input;
  const left = new Set(out);
  const only = kept.filter((item) => !left.has(item));
  return out.length > only.length && only.length > 0 ? { ...input, only } : { ...input, except: out };
}
