import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { faultUrlOf, readFault } from "#components/run/fault-words.ts";
import { readStored, writeStored } from "./browser-memory.ts";
import { isFailure, toEndingWords, toRunLabel } from "./run-words.ts";

const storeName = "modeldeck.notices";

export const areNoticesOn = (): boolean => readStored(storeName).includes("on");
export const keepNotices = (isOn: boolean): void => writeStored(storeName, isOn ? ["on"] : []);

export const canNotify = (): boolean =>
  typeof Notification !== "undefined" && Notification.permission !== "denied";

/** The runs that were going when last looked at and have ended since, except those that a person stopped or that go on. */
export function endedSince(before: ReadonlySet<string>, runs: readonly RunRecord[]): RunRecord[] {
  return runs.filter(({ id, outcome, resumedBy }) => {
    if (!before.has(id) || outcome === undefined || resumedBy !== undefined) return false;
    return outcome.kind !== "cancelled" && outcome.kind !== "paused";
  });
}

/** What is told of the end of a run: of one that failed, why. */
export async function noticeOf(run: RunRecord): Promise<{ title: string; body: string }> {
  const { outcome } = run;
  const hasFailed = isFailure(outcome);
  const isTold = hasFailed && outcome?.kind === "exited";
  const fault = isTold ? await readFault(faultUrlOf(run)).catch(() => undefined) : undefined;
  const body = fault ?? (outcome ? toEndingWords(outcome) : "");
  return { title: `${hasFailed ? "Failed" : "Done"}: ${toRunLabel(run)}`, body };
}
