import type { MachineNow } from "#cli-bridge/protocol/machine-now.ts";
import { askProgram } from "#cli-bridge/run/ask-program.ts";
import { makeMachineReader } from "#lib/system/machine-now.ts";

/**
 * A driver may have to wake its cards first, which takes many seconds. Whoever looks at the machine every other second
 * leaves such a one alone; a command looks once, and without its cards would say that nothing fits.
 */
const patienceMs = 20_000;

/** What the machine has, for a command that looks at it a single time. */
export const machineForOnce = (signal?: AbortSignal): Promise<MachineNow> =>
  makeMachineReader({
    ask: (argv, limitMs) =>
      askProgram(argv, { env: process.env, limitMs: Math.max(limitMs, patienceMs), signal }),
  })();
