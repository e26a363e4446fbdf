"use client";

import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { EntryDetails } from "#cli-bridge/protocol/registry-answer.ts";
import { type EntryDraft, keepDraft, keptDraft } from "./edit-drafts.ts";
import { changesBetween, type EditChange, type EditConflict, mergeEdits } from "./edit-merge.ts";
import { type EditSection, type EditValues, sectionOf, valuesOf, withValue } from "./edit-values.ts";

export type EntryEdit = {
  details: EntryDetails;
  values: EditValues;
  base: EditValues;
  changes: readonly EditChange[];
  conflicts: readonly EditConflict[];
  taken: readonly string[];
  /** Whether anything of a section is changed and not saved. */
  isChanged: (section: EditSection) => boolean;
  set: (key: string, value: string | undefined) => void;
  /** The control that was edited last. */
  edited: RefObject<HTMLElement | undefined>;
  reset: () => void;
  /** Settles a conflict: with what stands in the form now, or with what came from elsewhere. */
  settle: (conflict: EditConflict, by: "yours" | "theirs") => void;
};

const fresh = (base: EditValues): EntryDraft => ({ base, values: base, conflicts: [], taken: [] });

/** What is being edited of a model. News of the model are merged into it and never overwrite it. */
export function useEntryEdit(details: EntryDetails): EntryEdit {
  const { name } = details;
  const now = useMemo(() => valuesOf(details), [details]);
  const [draft, setDraft] = useState<EntryDraft>(() => carried(keptDraft(name) ?? fresh(now), now));
  const settled = carried(draft, now);
  if (settled !== draft) setDraft(settled);

  const changes = useMemo(() => changesBetween(settled.base, settled.values), [settled]);
  const isDirty = changes.length > 0;
  useEffect(() => keepDraft(name, isDirty ? settled : undefined), [name, isDirty, settled]);

  const edited = useRef<HTMLElement>(undefined);
  const set = useCallback((key: string, value: string | undefined) => {
    if (document.activeElement instanceof HTMLElement) edited.current = document.activeElement;
    setDraft((before) => ({ ...before, values: withValue(before.values, key, value) }));
  }, []);
  const settle = useCallback((conflict: EditConflict, by: "yours" | "theirs") => {
    setDraft((before) => ({
      ...before,
      values: by === "yours" ? before.values : withValue(before.values, conflict.key, conflict.theirs),
      conflicts: before.conflicts.filter(({ key }) => key !== conflict.key),
    }));
  }, []);
  return {
    ...{ details, values: settled.values, base: settled.base, changes, taken: settled.taken, set, settle },
    conflicts: settled.conflicts,
    edited,
    isChanged: (section) => changes.some(({ key }) => sectionOf(key) === section),
    reset: useCallback(() => {
      keepDraft(name, undefined);
      setDraft((before) => fresh(before.base));
    }, [name]),
  };
}

/** The draft, carried over to what the model is now. */
function carried(draft: EntryDraft, now: EditValues): EntryDraft {
  if (changesBetween(draft.base, now).length === 0) return draft;
  const { draft: values, conflicts, taken } = mergeEdits(draft.base, now, draft.values);
  // An older conflict goes on until a person has settled it.
  const open = draft.conflicts.filter(({ key }) => !conflicts.some((one) => one.key === key));
  const isDirty = changesBetween(now, values).length > 0;
  return { base: now, values, conflicts: [...open, ...conflicts], taken: isDirty ? taken : [] };
}
