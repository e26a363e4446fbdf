import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { toByteWords, toCountWords } from "#lib/format.ts";
import { findModels, type ScanFound } from "#lib/registry/operations/find-models.ts";
import type { FoundModel } from "#lib/registry/operations/found-model.ts";
import {
  applyScan,
  planScan,
  type ScanTally,
  type ScanWanted,
} from "#lib/registry/operations/scan-registry.ts";
import { styled } from "../print.ts";
import { rehearseOrApply } from "../rehearse-or-apply.ts";
import { withRememberedModels } from "../remembered-models.ts";
import type { Session } from "../session.ts";
import type { Handler } from "./index.ts";

export const scan: Handler<"scan"> = async (input, session) => {
  const { registryDir, roots } = await session.settings();
  const bases = input.base === undefined ? roots.value : [input.base];
  if (bases.length === 0) {
    throw new ConsoleError("bad-input", "There is no folder to scan: no root is configured.", {
      hint: "Name one with --base, or set MODELDECK_ROOTS.",
    });
  }
  const wanted: ScanWanted = {
    backend: input.backend ?? "vllm",
    location: input.location ?? "linux_wsl",
    format: input.format,
    updateExisting: input.updateExisting ?? false,
    includeTesting: input.includeTesting ?? false,
  };
  const dir = registryDir.value;
  let found: Promise<ScanFound> | undefined;
  const look = () => {
    const onFound = (model: FoundModel, count: number) => tell(session, model, count);
    found ??= withRememberedModels(session, (detect) => findModels(bases, { onFound, detect }));
    return found;
  };
  let tally: ScanTally | undefined;
  return rehearseOrApply(
    {
      name: "scan",
      input,
      rehearse: async () => {
        const planned = await planScan(dir, await look(), wanted);
        tally = planned.tally;
        if (planned.plan.added.length + planned.plan.changed.length === 0)
          session.print.line(sayingOf(tally));
        return planned.plan;
      },
      apply: async (expectedId) => {
        const applied = await applyScan(dir, { found: await look(), wanted }, expectedId);
        tally = applied.tally;
        const { plan, backup, change } = applied;
        const summary = summaryOf(tally);
        const result = { summary, ...(backup && { backup }) };
        return { plan, result, says: sayingOf(tally), change };
      },
      more: () => ({ scan: tally }),
    },
    session,
  );
};

/** Each model is told as it is found. */
function tell(
  { print, tellProgress }: Session,
  { path, format, quantization, bytes }: FoundModel,
  count: number,
) {
  tellProgress({ phase: "scan", unit: "entries", done: count, item: path });
  const kind = [format?.toUpperCase() ?? "-", quantization?.toUpperCase() ?? "-", toByteWords(bytes)];
  print.line(path, styled("dim", `  ${kind.join("  ")}`));
}

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
