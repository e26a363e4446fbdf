import type { Entry } from "../entry.ts";
import { isOllamaEntry, simpleSlugOf } from "./simple-slug.ts";

/** A row of the original's JSON, key for key. */
export type SlugRow = {
  old_name: string;
  quant: string | null;
  family: string | null;
  proposed_slug_base: string;
  proposed_display: string;
};

export type SlugPreview = { rows: SlugRow[]; collisions: string[] };

/** The simple name of every entry, and the names that more than one would have. */
export function previewSlugs(
  entries: readonly Entry[],
  { includeOllama, includeHf }: { includeOllama: boolean; includeHf: boolean },
): SlugPreview {
  const rows = entries
    .filter((entry) => (isOllamaEntry(entry) ? includeOllama : includeHf))
    .map((entry): SlugRow => {
      const { slug, display } = simpleSlugOf(entry, "none");
      return {
        old_name: entry.name,
        quant: entry.quantization ?? null,
        family: entry.family ?? null,
        proposed_slug_base: slug,
        proposed_display: display,
      };
    });
  const groups = Map.groupBy(rows, (row) => row.proposed_slug_base);
  const collisions = [...groups].filter(([, group]) => group.length > 1).map(([slug]) => slug);
  return { rows, collisions };
}
