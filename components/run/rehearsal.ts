import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";

/** Whether it only shows what it would do. */
export const isRehearsal = ({ effect, input }: Pick<RunRecord, "effect" | "input">): boolean =>
  effect === "reads" && input.dryRun === true;
