import type { CommandInput } from "./command-view.ts";

export type HealthSeverity = "error" | "warning" | "note";

/** One thing that a check of the registry found, as the run reports it. */
export type HealthFinding = {
  check: string;
  severity: HealthSeverity;
  title: string;
  says: string;
  items: readonly { name: string; detail?: string }[];
  mend?: { command: string; input: CommandInput };
};

export type HealthReport = { healthy: boolean; findings: readonly HealthFinding[] };

/** The report that a run of `doctor` ended with, where it is one. */
export function healthReportOf(report: unknown): HealthReport | undefined {
  if (typeof report !== "object" || report === null) return undefined;
  if (!("findings" in report) || !Array.isArray(report.findings) || !("healthy" in report)) return undefined;
  return { healthy: report.healthy === true, findings: report.findings };
}
