import type { FailureCause } from "../failures/explain-failure.ts";

export type RestartPolicy = { isOn: boolean; most: number };
export type Ending = { readyMs: number | undefined; cause: FailureCause | undefined; restarts: number };

const delaysMs = [1_000, 5_000, 15_000, 60_000];
/** Who was ready for so long has not been failing in a row. */
const calmMs = 10 * 60_000;
/** Trying again changes nothing about these. */
const lasting: readonly FailureCause[] = [
  "memory",
  "port",
  "not-found",
  "cuda",
  "gated",
  "arguments",
  "format",
];

/** How long to wait until the server is started once more, and how often in a row that makes; nothing to leave it. */
export function restartAfter(
  { isOn, most }: RestartPolicy,
  { readyMs, cause, restarts }: Ending,
): { waitMs: number; restarts: number } | undefined {
  if (!isOn || (cause !== undefined && lasting.includes(cause))) return undefined;
  const before = readyMs !== undefined && readyMs >= calmMs ? 0 : restarts;
  if (before >= most) return undefined;
  return { waitMs: delaysMs[Math.min(before, delaysMs.length - 1)] ?? 0, restarts: before + 1 };
}
