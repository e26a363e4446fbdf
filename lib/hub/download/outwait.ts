import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { obstacleOf } from "../http/unreachable.ts";
import type { GateMeans } from "../transfer/gate.ts";
import { toPassingFault } from "../transfer/passing-refusal.ts";
import { defaultPatience, type Patience } from "../transfer/patience.ts";
import { openSharedWait } from "../transfer/shared-wait.ts";
import { TransferFault, toBroken } from "../transfer/transfer-fault.ts";
import { countVainTries } from "../transfer/vain-tries.ts";

type Waiting = GateMeans & { patience?: Partial<Patience> };

/** Asks the hub with the patience of a transfer: for as long as only the way to it or its leisure is wanting. */
export async function outwait<Answer>(
  ask: () => Promise<Answer>,
  { patience, signal, onWait }: Waiting,
): Promise<Answer> {
  const tries = countVainTries({ ...defaultPatience, ...patience }, () => 0);
  const wait = openSharedWait({ onWait, hearTryNow: patience?.hearTryNow });
  for (;;) {
    const begunAt = performance.now();
    try {
      const answer = await ask();
      wait.over();
      return answer;
    } catch (error) {
      signal.throwIfAborted();
      const fault = faultToOutwait(error);
      const pause = fault === undefined ? "enough" : tries.failed(fault, begunAt);
      if (fault === undefined || pause === "enough") throw error;
      await wait.pause(fault, pause, signal);
    }
  }
}

/** A certificate or the password of a proxy mends nobody but a person, and a strange answer before anything has begun is for one too. */
function faultToOutwait(error: unknown): TransferFault | undefined {
  const fault = error instanceof ConsoleError ? toPassingFault(error) : toBroken(error);
  if (!(fault instanceof TransferFault) || fault.kind === "strange") return undefined;
  const isForPerson =
    error instanceof ConsoleError && ["certificate", "proxy"].includes(obstacleOf(error.cause));
  return isForPerson ? undefined : fault;
}
