import { z } from "zod";
import { layerName } from "#cli-bridge/protocol/plan.ts";
import { placeOf, sourceTextOf } from "./element-source.ts";
import { readJsonText } from "./json-text.ts";
import { evenFrame, spell } from "./list-frame.ts";
import { isRecord, type RawEntry } from "./raw-entry.ts";
import type { EntryPlaceInLayer } from "./registry-draft.ts";

/** Where an entry stood, as it is written down; with its letters, where nobody would spell it so again. */
type WrittenPlace = EntryPlaceInLayer & { text?: string };

export function toWrittenPlace(place: EntryPlaceInLayer): WrittenPlace {
  const source = sourceTextOf(place.entry);
  if (source === undefined) return place;
  const isEven = placeOf(place.entry)?.source.frame === evenFrame;
  if (isEven && source.equals(spell(place.entry))) return place;
  const text = source.toString("utf8");
  // What is no text in truth would come back as another.
  return Buffer.from(text).equals(source) ? { ...place, text } : place;
}

/** Taken as it is: a schema would leave out a key that is called __proto__. */
export const rawEntry = z.custom<RawEntry>(isRecord);

/** A place as it was written down. Its entry is one that was read of its letters, and is written with them again. */
export const writtenPlace = z
  .object({
    layer: layerName,
    index: z.number().int().nonnegative(),
    entry: rawEntry,
    text: z.string().optional(),
  })
  .transform(({ text, ...place }): EntryPlaceInLayer => {
    const read = text === undefined ? undefined : readJsonText(Buffer.from(`[\n  ${text}\n]\n`));
    const entry: unknown = read?.ok && Array.isArray(read.value) ? read.value[0] : undefined;
    // What was shown is what comes back, whoever wrote the letters.
    const isSame = isRecord(entry) && JSON.stringify(entry) === JSON.stringify(place.entry);
    return isSame ? { ...place, entry } : place;
  });
