import { isAlike, ownIn } from "./is-alike.ts";
import { patched } from "./patched-entry.ts";
import { isRecord, type RawEntry } from "./raw-entry.ts";

type States<Value> = { before: Value; after: Value; now: Value };

/** `patch`: what takes a deed back from an entry as it is now; `taken`: the fields that were set to something else since. */
type MergedBack = { patch: RawEntry; taken: string[] };

/** Takes back of an entry what a deed changed, from `before` to `after`, and leaves what was changed of it since. */
export function mergeBack({ before, after, now }: States<RawEntry>): MergedBack {
  const patch: RawEntry = {};
  const taken: string[] = [];
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, left, is] = [ownIn(before, key), ownIn(after, key), ownIn(now, key)];
    if (isAlike(was, left) || isAlike(is, was)) continue;
    const tables = tablesOf({ before: was, after: left, now: is });
    if (isAlike(is, left)) patch[key] = was;
    else if (tables) {
      const inner = mergeBack(tables);
      taken.push(...inner.taken.map((each) => `${key}.${each}`));
      const back = patched(tables.now, inner.patch);
      const isGone = !isRecord(was) && Object.keys(back).length === 0;
      if (back !== tables.now) patch[key] = isGone ? was : back;
    } else taken.push(key);
  }
  return { patch, taken };
}

/** What can be merged key by key: no table counts as an empty one, as a deed may be the first that writes into it. */
function tablesOf({ before, after, now }: States<unknown>): States<RawEntry> | undefined {
  const tables = { before: before ?? {}, after: after ?? {}, now: now ?? {} };
  return isRecord(tables.before) && isRecord(tables.after) && isRecord(tables.now)
    ? { before: tables.before, after: tables.after, now: tables.now }
    : undefined;
}
