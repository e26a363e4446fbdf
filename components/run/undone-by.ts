import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { succeeded } from "./outcome-words.ts";

export type UndoneBy = {
  id: string;
  /** Whether all of it was taken back, and not only what was picked. */
  isWhole: boolean;
};

/** The run that took this one back, where that still holds: an undo that was itself undone counts no more. */
export function undoneBy(run: RunRecord, undoings: readonly RunRecord[]): UndoneBy | undefined {
  const found = undoings
    .filter((each) => takesBack(each, run) && !undoneBy(each, undoings)?.isWhole)
    .map(({ id, input: { except, only } }) => ({ id, isWhole: isNone(except) && isNone(only) }));
  return found.find(({ isWhole }) => isWhole) ?? found[0];
}

const isNone = (picked: unknown): boolean =>
  picked === undefined || (Array.isArray(picked) && picked.length === 0);

/** An undo names the change as the run told it, or the run itself. */
function takesBack({ command, input, outcome, createdAt }: RunRecord, run: RunRecord): boolean {
  const change = run.outcome?.result?.undo;
  if (change?.command !== "undo" || command !== "undo" || createdAt <= run.createdAt) return false;
  if (input.apply !== true || !outcome || !succeeded(outcome) || typeof input.run !== "string") return false;
  return input.run === change.input.run || input.run.replace(/^#/, "") === run.id;
}
