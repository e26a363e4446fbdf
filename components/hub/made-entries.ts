import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { succeeded } from "#components/run/outcome-words.ts";

/** The entries of the registry that came of a run, where its report tells them. */
export function madeEntries({ outcome }: Pick<RunRecord, "outcome">): string[] {
  const report = outcome && succeeded(outcome) ? outcome.result?.report : undefined;
  if (typeof report !== "object" || report === null || !("names" in report)) return [];
  const { names } = report;
  return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
}
