import type { FileLocation } from "../hub.ts";
import { toPassingFault } from "./passing-refusal.ts";

/** Where a file is now. All connections share one address, and whoever finds that it ended has it asked for anew. */
export type AddressNow = {
  get(signal: AbortSignal): Promise<FileLocation>;
  forget(location: FileLocation): void;
};

type Locate = (signal: AbortSignal) => Promise<FileLocation>;

/** An address that ends so soon is not worth beginning with. */
const restMs = 5_000;

export function shareAddress(locate: Locate): AddressNow {
  let known: FileLocation | undefined;
  let asking: Promise<FileLocation> | undefined;
  return {
    get: async (signal) => {
      if (known && (known.expiresAt === undefined || known.expiresAt - restMs > Date.now())) return known;
      asking ??= locateAgain(locate, signal).finally(() => {
        asking = undefined;
      });
      known = await asking;
      return known;
    },
    forget: (location) => {
      if (known === location) known = undefined;
    },
  };
}

async function locateAgain(locate: Locate, signal: AbortSignal): Promise<FileLocation> {
  try {
    return await locate(signal);
  } catch (error) {
    signal.throwIfAborted();
    throw toPassingFault(error) ?? error;
  }
}
