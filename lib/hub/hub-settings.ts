import { homedir } from "node:os";
import { join } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { type HubToken, readHubTokens } from "./hub-tokens.ts";
import { type Proxies, proxiesOf, proxyFor } from "./proxies.ts";

export type HubSettings = Proxies & {
  /** Without a slash at its end; a mirror may live below a path. */
  endpoint: string;
  /** The token in force, and the others that could have been. */
  token: HubToken | undefined;
  otherTokens: { source: string; masked: string }[];
  /** The proxy between here and the hub. */
  proxy: string | undefined;
  caFile: string | undefined;
  cacheFolder: string;
  isOffline: boolean;
};

type Hidden = { reveal: () => string; shown: string };

/** What the settings of the console say about the hub. */
type HubSaid = {
  hubEndpoint: { value: string };
  hubToken: { saved: Hidden | undefined };
  proxy: { value: Hidden | undefined };
  noProxy: { value: string | undefined };
  caFile: { value: string | undefined };
};

const yes = /^(1|true|yes|on)$/i;

/** All that decides how the hub is reached, out of the settings, the environment and the hub's own folder. */
export async function readHubSettings(
  said: HubSaid,
  env: NodeJS.ProcessEnv = process.env,
): Promise<HubSettings> {
  const endpoint = toEndpoint(said.hubEndpoint.value);
  const { hubHome, cacheFolder } = hubFoldersOf(env);
  const [token, ...others] = await readHubTokens({ env, saved: said.hubToken.saved, hubHome });
  const proxies = proxiesOf(env, { proxy: said.proxy.value?.reveal(), noProxy: said.noProxy.value });
  return {
    ...proxies,
    endpoint,
    token,
    otherTokens: others.map(({ source, masked }) => ({ source, masked })),
    proxy: proxyFor(endpoint, proxies),
    caFile: said.caFile.value,
    cacheFolder,
    isOffline: yes.test(env.HF_HUB_OFFLINE ?? ""),
  };
}

/** Where the hub's own programs keep their token, and what they fetched. */
export function hubFoldersOf(env: NodeJS.ProcessEnv): { hubHome: string; cacheFolder: string } {
  const caches = env.XDG_CACHE_HOME || join(env.HOME || homedir(), ".cache");
  const hubHome = env.HF_HOME || join(caches, "huggingface");
  return { hubHome, cacheFolder: env.HF_HUB_CACHE || env.HUGGINGFACE_HUB_CACHE || join(hubHome, "hub") };
}

function toEndpoint(text: string): string {
  const url = URL.parse(text);
  const isAddress =
    url !== null && /^https?:$/.test(url.protocol) && url.username === "" && url.search === "";
  if (isAddress) return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
  throw new ConsoleError("bad-input", `${text} is no address of a hub.`, {
    hint: "Write HF_ENDPOINT, or the setting hub-endpoint, as https://host.",
  });
}
