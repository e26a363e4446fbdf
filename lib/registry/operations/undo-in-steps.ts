import type { ChangeRecord } from "../change-record.ts";
import type { RawLayers } from "../raw-entry.ts";
import { undoEntries } from "./undo-entries.ts";

/**
 * The layers after the changes of a run were taken back one by one, the newest first. Where an entry stood is known of
 * the moment before its own change, so only in this manner each stands where it did. Nothing where something of a change
 * cannot go back.
 */
export function undoneInSteps(
  layers: RawLayers,
  records: readonly Pick<ChangeRecord, "entries" | "renamed">[],
): RawLayers | undefined {
  let standing = layers;
  for (const record of records) {
    const step = undoEntries(standing, record, {});
    if (!step.isWhole) return undefined;
    standing = step.layers;
  }
  return standing;
}
