import type { FaultKind, TransferFault } from "./transfer-fault.ts";

/** How long a transfer waits for what, and how often it tries in vain. */
export type Patience = {
  /** So long nearly nothing may come before a connection counts as dead. */
  stallMs: number;
  /** So many vain tries in a row are one too many; a strange answer counts for several. */
  tries: number;
  /** So long it is waited where nothing answers at all, or what answers is not able to. */
  awayMs: number;
  backoffMs: number;
  backoffMsMax: number;
  /** A server that asks for more than this is waited for only so long. */
  retryAfterMsMax: number;
  /** So long a lock whose holder cannot be asked after is waited for while the file does not grow. */
  strangerMs: number;
  /** Whom to tell that the next try is to be made at once; gives back how to be told no more. */
  hearTryNow?: ((act: () => void) => () => void) | undefined;
};

export const defaultPatience: Patience = {
  stallMs: 20_000,
  tries: 20,
  awayMs: 900_000,
  backoffMs: 500,
  backoffMsMax: 60_000,
  retryAfterMsMax: 600_000,
  strangerMs: 1_200_000,
};

/** What is no mishap of the network will hardly be better the next time. */
const weights: Partial<Record<FaultKind, number>> = { strange: 4, expired: 4, changed: 4 };

const awayKinds: readonly FaultKind[] = ["away", "stalled", "busy"];

export const weightOf = ({ kind }: TransferFault): number => weights[kind] ?? 1;

/** Nothing answers, or what answers cannot: what may last a night and be well in the morning. */
export const isAway = (fault: TransferFault): boolean => awayKinds.includes(fault.kind);

/** Twice as long each time, and never the same for two that failed together. */
export function waitMsAfter(fault: TransferFault, failures: number, patience: Patience): number {
  if (fault.retryAfterMs !== undefined) {
    return Math.min(fault.retryAfterMs, patience.retryAfterMsMax) + Math.random() * patience.backoffMs;
  }
  const most = Math.min(patience.backoffMsMax, patience.backoffMs * 2 ** Math.max(0, failures - 1));
  return most * (0.5 + Math.random() / 2);
}
