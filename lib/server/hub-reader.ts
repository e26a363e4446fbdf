import type { HubCheck, HubPage, HubRefs } from "#cli-bridge/protocol/hub-answer.ts";
import type { Hub } from "#lib/hub/hub.ts";
import type { Settings } from "#lib/state/settings.ts";
import { parseHubSearch, parseRepoAsked } from "./hub-query.ts";

/** What pages and handlers ask of the hub. */
export type HubReader = {
  /** The hub that the settings name now. It stays open, and belongs to the console. */
  open: () => Promise<Hub>;
  search: (params: URLSearchParams, signal: AbortSignal) => Promise<HubPage>;
  refs: (params: URLSearchParams, signal: AbortSignal) => Promise<HubRefs>;
  check: () => Promise<HubCheck>;
  close: () => Promise<void>;
};

type Reading = { env: NodeJS.ProcessEnv; settings: () => Promise<Settings> };

const checkMs = 120_000;
const lingerMs = 15 * 60_000;

/** Keeps one hub open, and another once the settings are others. The client is loaded when it is first needed. */
export function makeHubReader({ env, settings }: Reading): HubReader {
  let opened: { mark: string; hub: Hub } | undefined;
  const former = new Map<Hub, NodeJS.Timeout>();
  let checking: Promise<HubCheck> | undefined;

  async function open(): Promise<Hub> {
    const { readHubSettings } = await import("#lib/hub/hub-settings.ts");
    const { openHub } = await import("#lib/hub/open-hub.ts");
    const inForce = await readHubSettings(await settings(), env);
    const mark = JSON.stringify(inForce);
    if (opened?.mark === mark) return opened.hub;
    if (opened) leave(opened.hub);
    opened = { mark, hub: openHub(inForce) };
    return opened.hub;
  }

  /** Who began with the former hub may still have questions to it. */
  function leave(hub: Hub): void {
    const timer = setTimeout(() => {
      former.delete(hub);
      void hub.close();
    }, lingerMs);
    timer.unref();
    former.set(hub, timer);
  }

  async function check(): Promise<HubCheck> {
    const { checkHub } = await import("#lib/hub/check/check-hub.ts");
    return checkHub(await open(), { signal: AbortSignal.timeout(checkMs) });
  }

  return {
    open,
    search: async (params, signal) => {
      const { queryOf } = await import("#lib/hub/search-query.ts");
      return (await open()).search(queryOf(parseHubSearch(params)), signal);
    },
    refs: async (params, signal) => {
      const hub = await open();
      const { parseRepoReference } = await import("#lib/hub/repo-reference.ts");
      const { repo } = parseRepoReference(parseRepoAsked(params), hub.settings.endpoint);
      return hub.refs(repo, signal);
    },
    // A walk to the hub takes seconds, so all who ask meanwhile hear of the same one.
    check: () => {
      checking ??= check().finally(() => {
        checking = undefined;
      });
      return checking;
    },
    close: async () => {
      for (const timer of former.values()) clearTimeout(timer);
      await Promise.all([...former.keys(), ...(opened ? [opened.hub] : [])].map((hub) => hub.close()));
    },
  };
}
