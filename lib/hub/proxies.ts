import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";

export type Proxies = {
  httpProxy: string | undefined;
  httpsProxy: string | undefined;
  noProxy: string | undefined;
};

type Said = { proxy: string | undefined; noProxy: string | undefined };

/** The environment's proxies where it names any, else the saved one for everything. */
export function proxiesOf(env: NodeJS.ProcessEnv, saved: Said): Proxies {
  const said = (name: string) => env[name.toLowerCase()] || env[name] || undefined;
  const all = said("ALL_PROXY");
  const [http, https] = [said("HTTP_PROXY") ?? all, said("HTTPS_PROXY") ?? all];
  const isSaid = http !== undefined || https !== undefined;
  return {
    httpProxy: toProxy(isSaid ? http : saved.proxy),
    httpsProxy: toProxy(isSaid ? (https ?? http) : saved.proxy),
    noProxy: said("NO_PROXY") ?? saved.noProxy,
  };
}

function toProxy(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.parse(text.includes("://") ? text : `http://${text}`);
  if (url !== null && ["http:", "https:", "socks5:", "socks:"].includes(url.protocol)) return url.href;
  const shown = text.replace(/\/\/[^@]*@/, "//***@");
  throw new ConsoleError("bad-input", `${shown} is no address of a proxy.`, {
    hint: "Write http://host:port, or http://name:password@host:port.",
  });
}

/** The proxy that a connection to this address goes through. */
export function proxyFor(address: string, { httpProxy, httpsProxy, noProxy }: Proxies): string | undefined {
  const url = new URL(address);
  const proxy = url.protocol === "https:" ? httpsProxy : httpProxy;
  return proxy === undefined || isSpared(url, noProxy ?? "") ? undefined : proxy;
}

/** The rules of undici's EnvHttpProxyAgent: names, with a leading dot or star for all below, and a port if said. */
function isSpared({ hostname, port, protocol }: URL, noProxy: string): boolean {
  const portAsked = port === "" ? (protocol === "https:" ? "443" : "80") : port;
  return noProxy
    .split(/[,\s]/)
    .filter((word) => word !== "")
    .some((word) => {
      if (word === "*") return true;
      const [, name = "", portSaid] = /^(.*?)(?::(\d+))?$/.exec(word.toLowerCase()) ?? [];
      if (portSaid !== undefined && portSaid !== portAsked) return false;
      const bare = name.replace(/^\*?\./, "");
      return hostname === bare || hostname.endsWith(`.${bare}`);
    });
}
