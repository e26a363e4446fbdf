import { areAlikeIn, isAlike } from "./is-alike.ts";
import { isRecord, type RawEntry, withoutNone } from "./raw-entry.ts";

/** An entry with other values for some keys; the very same one where they are what they were. */
export function patched(entry: RawEntry, patch: RawEntry): RawEntry {
  if (areAlikeIn(entry, patch, patch)) return entry;
  const whole = withoutNone({ ...entry, ...patch });
  for (const key in patch) if (patch[key] === undefined) return withoutGone(whole);
  return whole;
}

const withoutGone = (entry: RawEntry): RawEntry =>
  Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));

/** The original tool takes an edit of a curated entry to heart only where this mark stands. */
export function markCurated(entry: RawEntry): RawEntry {
  const metadata = isRecord(entry.metadata) ? entry.metadata : {};
  return { ...entry, metadata: { ...metadata, registry_layer: "curated" } };
}

/** Tables without what a person wrote into them, which would outlive its removal there; `known` is what stands there. */
export function withoutWritten(patch: RawEntry, curated: RawEntry, known: RawEntry = {}): RawEntry {
  return Object.fromEntries(
    Object.entries(patch).map(([key, value]) => {
      const [written, before] = [curated[key], known[key]];
      if (!isRecord(value) || !isRecord(written)) return [key, value];
      const own = Object.entries(value).filter(([at, each]) => !isAlike(written[at], each));
      return [key, { ...(isRecord(before) && before), ...Object.fromEntries(own) }];
    }),
  );
}

export function withoutMark(entry: RawEntry): RawEntry {
  if (!isRecord(entry.metadata) || !("registry_layer" in entry.metadata)) return entry;
  const { registry_layer: _mark, ...metadata } = entry.metadata;
  return { ...entry, metadata };
}
