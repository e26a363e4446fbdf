import type { Dispatcher } from "undici";
import type { HubSettings } from "../hub-settings.ts";
import { proxyFor } from "../proxies.ts";
import { openDirectTransport } from "./direct-transport.ts";
import { openDispatcherTransport } from "./dispatcher-transport.ts";
import { TransferFault } from "./transfer-fault.ts";
import type { Transport } from "./transport.ts";

export type Routes = Pick<HubSettings, "httpProxy" | "httpsProxy" | "noProxy" | "caFile">;

const straight: Routes = {
  httpProxy: undefined,
  httpsProxy: undefined,
  noProxy: undefined,
  caFile: undefined,
};

/** The fast reader where it will do; the dispatcher knows the proxies and authorities, and bodies without a length. */
export function openTransport(dispatcher: Dispatcher, routes: Routes = straight): Transport {
  const direct = openDirectTransport();
  const full = openDispatcherTransport(dispatcher);
  const isDirect = (url: string): boolean =>
    proxyFor(url, routes) === undefined && (routes.caFile === undefined || url.startsWith("http:"));
  return {
    close: direct.close,
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
