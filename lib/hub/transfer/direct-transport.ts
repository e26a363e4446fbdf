import { type DirectConnection, openDirectConnection } from "./direct-connection.ts";
import { TransferFault } from "./transfer-fault.ts";
import type { Transport } from "./transport.ts";

const idleMax = 64;

/** Speaks to servers without a proxy between, over connections that are kept for the next request. */
export function openDirectTransport(): Transport {
  const idle = new Map<string, DirectConnection[]>();
  const take = (origin: string): DirectConnection | undefined => {
    const kept = idle.get(origin);
    for (let found = kept?.pop(); found; found = kept?.pop()) if (found.isOpen()) return found;
    return undefined;
  };
  const keep = (origin: string, connection: DirectConnection): void => {
    const kept = idle.get(origin) ?? [];
    idle.set(origin, kept);
    connection.unref();
    if (kept.length < idleMax) kept.push(connection);
    else connection.close();
  };
  return {
    get: async (request, taker) => {
      const url = new URL(request.url);
      const used = take(url.origin);
      const connection = used ?? openDirectConnection(url);
      let isAnswered = false;
      const watching = {
        ...taker,
        head: (head: Parameters<typeof taker.head>[0]) => {
          isAnswered = true;
          taker.head(head);
        },
      };
      try {
        if (await connection.get(request, watching)) keep(url.origin, connection);
      } catch (error) {
        const isOld = used !== undefined && !isAnswered && !request.signal.aborted;
        if (!isOld || !(error instanceof TransferFault && error.kind === "broken")) throw error;
        // The server had closed the kept connection meanwhile, which says nothing about this request.
        const fresh = openDirectConnection(url);
        if (await fresh.get(request, taker)) keep(url.origin, fresh);
      }
    },
    close: () => {
      for (const kept of idle.values()) for (const connection of kept) connection.close();
      idle.clear();
    },
  };
}
