import { z } from "zod";
import { layerName } from "#cli-bridge/protocol/plan.ts";
import { readJsonText } from "./json-text.ts";
import { isRecord, type RawEntry } from "./raw-entry.ts";
import type { EntryPlaceInLayer } from "./registry-draft.ts";

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

/** Nothing but what may stand around the elements of a list, or entries could be written with it. */
const around = (sign: string) => z.string().regex(new RegExp(`^[ \\t\\r\\n]*${sign}[ \\t\\r\\n]*$`));

export const writtenLayout = z.object({
  start: around("\\["),
  seam: around(","),
  end: around("\\]"),
  empty: around("\\[[ \\t\\r\\n]*\\]").optional(),
});
