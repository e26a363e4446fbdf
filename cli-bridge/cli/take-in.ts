import type { InputOfCommand } from "#cli-bridge/catalogue/index.ts";
import { toByteWords, toCountWords } from "#lib/format.ts";
import type { ScanFound } from "#lib/registry/operations/find-models.ts";
import type { FoundModel } from "#lib/registry/operations/found-model.ts";
import { leaveOutDamaged } from "#lib/registry/operations/leave-out-damaged.ts";
import {
  type ScanTally,
  type ScanWanted,
  scanRegistry,
  timesAt,
} from "#lib/registry/operations/scan-registry.ts";
import { type MaintenanceDeed, maintain } from "./maintain.ts";
import { styled } from "./print.ts";
import type { Session } from "./session.ts";

type TakingIn = Pick<MaintenanceDeed, "name" | "input"> & { found: ScanFound; wanted: ScanWanted };

type Entering = InputOfCommand<"scan" | "import-lmstudio" | "import-hf-cache">;
type Assigned = Pick<ScanWanted, "backend" | "location">;

/** What the input asks of the entries, with what they are assigned where it asks nothing. */
export const wantedOf = (input: Entering, { backend, location }: Assigned): ScanWanted => ({
  backend: input.backend ?? backend,
  location: input.location ?? location,
  format: undefined,
  updateExisting: input.updateExisting ?? false,
  includeTesting: input.includeTesting ?? false,
});

/** Models that were found become entries: the plan first, and what came of it in the original's words. */
export async function takeIn({ name, input, found, wanted }: TakingIn, session: Session): Promise<number> {
  let tally: ScanTally = { added: 0, refreshed: 0, known: 0, skipped: [] };
  const operation = scanRegistry(leaveOutDamaged(found), wanted, (counted) => {
    tally = counted;
  });
  return maintain(
    {
      name,
      input,
      operation,
      atApply: timesAt(new Date()),
      nothing: () => wordsFor(tally),
      // Of what was found, some may have been left out of the plan.
      words: ({ added, changed }) => wordsFor({ ...tally, added: added.length, refreshed: changed.length }),
      more: () => ({ scan: tally }),
    },
    session,
  );
}

/** Each model is told as it is found. */
export const tellFound =
  ({ print, tellProgress }: Session) =>
  ({ path, format, quantization, bytes }: FoundModel, count: number): void => {
    tellProgress({ phase: "scan", unit: "entries", done: count, item: path });
    const kind = [format?.toUpperCase() ?? "-", quantization?.toUpperCase() ?? "-", toByteWords(bytes)];
    print.line(path, styled("dim", `  ${kind.join("  ")}`));
  };
const wordsFor = (tally: ScanTally) => ({ summary: summaryOf(tally), says: sayingOf(tally) });

function summaryOf({ added, refreshed, known, skipped }: ScanTally): string {
  if (added + refreshed + known + skipped.length === 0) return "No models were found.";
  const parts = [`Imported ${toCountWords(added, "model")} into the registry`];
  if (refreshed > 0) parts.push(`${refreshed} refreshed`);
  if (known > 0) parts.push(`${known} known already`);
  if (skipped.length > 0) parts.push(`${skipped.length} left out as tests or demos`);
  return `${parts.join(", ")}.`;
}

/** What the original program prints, word for word. */
function sayingOf({ added, refreshed, known, skipped }: ScanTally): string {
  if (added + refreshed + known + skipped.length === 0) return "📭 No candidate repositories found";
  const parts = [`✅ Imported ${added} repositories into registry`];
  if (refreshed > 0) parts.push(`${refreshed} refreshed`);
  if (known > 0) parts.push(`${known} known already`);
  if (skipped.length > 0) parts.push(`⚠️ Skipped ${skipped.length} testing/demo entries`);
  return parts.join("  |  ");
}
