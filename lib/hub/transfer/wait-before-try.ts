import { setTimeout as delay } from "node:timers/promises";
import type { GateMeans } from "./gate.ts";
import type { TransferFault } from "./transfer-fault.ts";

/** Says for how long it waits and because of what, and when that is over. */
export async function waitBeforeTry(
  { message }: TransferFault,
  waitMs: number,
  { signal, onWait }: GateMeans,
): Promise<void> {
  onWait(`the next try in ${Math.ceil(waitMs / 1000)} s: ${message}`);
  await delay(waitMs, undefined, { signal }).catch(() => signal.throwIfAborted());
  onWait(undefined);
}
