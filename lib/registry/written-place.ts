import { placeOf, sourceTextOf } from "./element-source.ts";
import { evenFrame, spell } from "./list-frame.ts";
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
