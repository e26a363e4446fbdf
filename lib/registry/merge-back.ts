import { isAlike, ownIn } from "./is-alike.ts";
import { patched } from "./patched-entry.ts";
import { isRecord, type RawEntry } from "./raw-entry.ts";

type States = { before: RawEntry; after: RawEntry; now: RawEntry };

/** `patch`: what takes a deed back from an entry as it is now; `taken`: the fields that were set to something else since. */
type MergedBack = { patch: RawEntry; taken: string[] };

/** Takes back of an entry what a deed changed, from `before` to `after`, and leaves what was changed of it since. */
export function mergeBack({ before, after, now }: States): MergedBack {
  const patch: RawEntry = {};
  const taken: string[] = [];
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, left, is] = [ownIn(before, key), ownIn(after, key), ownIn(now, key)];
    if (isAlike(was, left) || isAlike(is, was)) continue;
    if (isAlike(is, left)) patch[key] = was;
    else if (isRecord(was) && isRecord(left) && isRecord(is)) {
      const inner = mergeBack({ before: was, after: left, now: is });
      taken.push(...inner.taken.map((each) => `${key}.${each}`));
      patch[key] = patched(is, inner.patch);
    } else taken.push(key);
  }
  return { patch, taken };
}
