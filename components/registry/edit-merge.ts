import { saysSame } from "./edit-same.ts";
import { type EditValues, editSections, labelOf, sectionOf, withValue } from "./edit-values.ts";

export type EditChange = {
  key: string;
  label: string;
  before: string | undefined;
  after: string | undefined;
};

/** A thing that was changed here and elsewhere, to different ends. */
export type EditConflict = {
  key: string;
  was: string | undefined;
  theirs: string | undefined;
  yours: string | undefined;
};

const keysOf = (...all: EditValues[]) => [...new Set(all.flatMap((values) => Object.keys(values)))];

const placeOf = (key: string) => editSections.indexOf(sectionOf(key));

/** What differs, in the order in which it is saved. */
export function changesBetween(before: EditValues, after: EditValues): EditChange[] {
  return keysOf(before, after)
    .filter((key) => !saysSame(key, before[key], after[key]))
    .sort((one, other) => placeOf(one) - placeOf(other))
    .map((key) => ({ key, label: labelOf(key), before: before[key], after: after[key] }));
}

/** Carries a draft over to what the model has become meanwhile. What only one side changed is taken; what both did is for a person. */
export function mergeEdits(
  was: EditValues,
  theirs: EditValues,
  yours: EditValues,
): { draft: EditValues; conflicts: EditConflict[]; taken: string[] } {
  let draft: EditValues = {};
  const conflicts: EditConflict[] = [];
  const taken: string[] = [];
  for (const key of keysOf(was, theirs, yours)) {
    const [before, there, here] = [was[key], theirs[key], yours[key]];
    const isMine = !saysSame(key, here, before);
    const isTheirs = !saysSame(key, there, before);
    const isSame = saysSame(key, here, there);
    if (isMine && isTheirs && !isSame) conflicts.push({ key, was: before, theirs: there, yours: here });
    if (isTheirs && !isMine) taken.push(key);
    draft = withValue(draft, key, isMine && !isSame ? here : there);
  }
  return { draft, conflicts, taken };
}
