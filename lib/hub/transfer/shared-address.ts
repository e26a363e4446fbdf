import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { AskAgainLater } from "../http/ask-again-later.ts";
import type { FileLocation } from "../hub.ts";
import { TransferFault } from "./transfer-fault.ts";

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

const passing: Readonly<Record<string, "broken" | "busy" | "strange">> = {
  "hub-unreachable": "broken",
  "hub-rate-limited": "busy",
  "hub-busy": "busy",
  "hub-strange": "strange",
};

/** What the hub says about a file is final, except that it cannot be asked just now. */
async function locateAgain(locate: Locate, signal: AbortSignal): Promise<FileLocation> {
  try {
    return await locate(signal);
  } catch (error) {
    signal.throwIfAborted();
    const kind = error instanceof ConsoleError ? passing[error.code] : undefined;
    if (kind === undefined || !(error instanceof Error)) throw error;
    const words = error.message.replace(/\.$/, "");
    const retryAfterMs = error.cause instanceof AskAgainLater ? error.cause.retryAfterMs : undefined;
    throw new TransferFault(kind, `${words.charAt(0).toLowerCase()}${words.slice(1)}`, retryAfterMs);
  }
}
