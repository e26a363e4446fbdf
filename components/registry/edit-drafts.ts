import type { EditConflict } from "./edit-merge.ts";
import type { EditValues } from "./edit-values.ts";

/** An edit that is not saved yet, and what it was begun from. */
export type EntryDraft = {
  base: EditValues;
  values: EditValues;
  conflicts: readonly EditConflict[];
  /** What was changed elsewhere meanwhile and taken over. */
  taken: readonly string[];
};

const kept = new Map<string, EntryDraft>();

/** Drafts outlive the pane that shows them, as long as the page does: looking at another model costs no work. */
export const keptDraft = (name: string): EntryDraft | undefined => kept.get(name);

export function keepDraft(name: string, draft: EntryDraft | undefined): void {
  if (draft) kept.set(name, draft);
  else kept.delete(name);
}

export const draftCount = (): number => kept.size;
