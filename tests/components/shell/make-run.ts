import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";

/** A run as the API would tell it. */
export function makeRun(run: Partial<RunRecord>): RunRecord {
  return {
    id: "r1",
    command: "download",
    input: {},
    dialect: "modeldeck",
    argv: ["modeldeck", "download", "org/model"],
    shell: "modeldeck download org/model",
    effect: "changes",
    lane: "downloads",
    state: "running",
    createdAt: "2026-11-21T11:00:00Z",
    lines: 0,
    ...run,
  };
}
