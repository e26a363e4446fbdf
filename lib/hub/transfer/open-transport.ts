import type { Dispatcher } from "undici";
import type { HubSettings } from "../hub-settings.ts";
import { proxyFor } from "../proxies.ts";
import { openDirectTransport } from "./direct-transport.ts";
import { openDispatcherTransport } from "./dispatcher-transport.ts";
import { openPipeline } from "./pipeline.ts";
import { TransferFault } from "./transfer-fault.ts";
import type { Transport } from "./transport.ts";

export type Routes = Pick<HubSettings, "httpProxy" | "httpsProxy" | "noProxy" | "caFile">;

/**
 * The fast reader where it will do; the dispatcher knows the proxies and authorities, and bodies without a length.
 * Whoever does not say which way the hub is reached gets the dispatcher's.
 */
export function openTransport(dispatcher: Dispatcher, routes?: Routes): Transport {
  const direct = openDirectTransport();
  const full = openDispatcherTransport(dispatcher);
  const isDirect = (url: string): boolean =>
    routes !== undefined &&
    proxyFor(url, routes) === undefined &&
    (routes.caFile === undefined || url.startsWith("http:"));
  return {
    close: direct.close,
    pipeline: (url, means) => (isDirect(url) ? openPipeline(new URL(url), means) : undefined),
    get: async (request, taker) => {
      if (!isDirect(request.url)) return full.get(request, taker);
      try {
        await direct.get(request, taker);
      } catch (error) {
        if (!(error instanceof TransferFault) || error.kind !== "no-length") throw error;
        await full.get(request, taker);
      }
    },
  };
}
