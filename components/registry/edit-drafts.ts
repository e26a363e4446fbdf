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
const listeners = new Set<() => void>();
let names: readonly string[] = [];

/** Drafts outlive the pane that shows them, as long as the page does: looking at another model costs no work. */
export const keptDraft = (name: string): EntryDraft | undefined => kept.get(name);

export function keepDraft(name: string, draft: EntryDraft | undefined): void {
  const wasKept = kept.has(name);
  if (draft) kept.set(name, draft);
  else kept.delete(name);
  if (wasKept === (draft !== undefined)) return;
  names = [...kept.keys()];
  // The page asks before it ends, whatever it shows by then.
  if (names.length > 0) window.addEventListener("beforeunload", ask);
  else window.removeEventListener("beforeunload", ask);
  for (const listener of listeners) listener();
}

const ask = (event: BeforeUnloadEvent) => event.preventDefault();

/** The models with an edit that is not saved; the same list until it changes. */
export const keptNames = (): readonly string[] => names;

export function onKept(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
