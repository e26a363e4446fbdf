import { request } from "undici";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { HubCheck, HubHop } from "#cli-bridge/protocol/hub-answer.ts";
import { toUnreachable } from "../http/unreachable.ts";
import type { FileLocation, Hub } from "../hub.ts";
import { checkConnection, checkName, checkProxy } from "./check-way.ts";

type Told = Omit<HubHop, "name" | "milliseconds">;
type Step = { name: HubHop["name"]; check: () => Promise<Told> | Told; isGate?: boolean };

/** Walks the way to the hub hop by hop and says of each how it stands; behind a closed gate nothing is tried. */
export async function checkHub(
  hub: Hub,
  { signal, onHop }: { signal?: AbortSignal; onHop?: (hop: HubHop) => void } = {},
): Promise<HubCheck> {
  const { settings } = hub;
  const found: { repos: string[] } = { repos: [] };
  const steps: Step[] = [
    { name: "settings", check: () => checkSettings(hub), isGate: true },
    { name: "name", check: () => checkName(settings), isGate: true },
    { name: "proxy", check: () => checkProxy(settings), isGate: true },
    { name: "connection", check: () => checkConnection(settings), isGate: true },
    { name: "hub", check: () => checkAnswer(hub, found, signal), isGate: true },
    { name: "token", check: () => checkToken(hub, signal) },
    { name: "storage", check: () => checkStorage(hub, found.repos, signal) },
  ];
  const hops: HubHop[] = [];
  let closed: string | undefined;
  for (const { name, check, isGate } of steps) {
    const hop: HubHop =
      closed === undefined
        ? await walk({ name, check, endpoint: settings.endpoint })
        : { name, state: "skipped", says: `Not tried, since the way ends at: ${closed}.` };
    if (hop.state === "failed" && isGate === true) closed ??= name;
    hops.push(hop);
    onHop?.(hop);
  }
  const { endpoint, proxy, token, otherTokens } = settings;
  return {
    endpoint,
    ...(proxy !== undefined && { proxy: new URL(proxy).host }),
    ...(token && { token: { source: token.source, masked: token.masked } }),
    otherTokens,
    healthy: hops.every(({ state }) => state !== "failed"),
    hops,
  };
}

async function walk({ name, check, endpoint }: Step & { endpoint: string }): Promise<HubHop> {
  const start = performance.now();
  const taken = () => Math.round(performance.now() - start);
  try {
    const told = await check();
    return { name, ...told, ...(told.state !== "skipped" && { milliseconds: taken() }) };
  } catch (error) {
    const { message, hint } = error instanceof ConsoleError ? error : toUnreachable(error, endpoint);
    return { name, state: "failed", says: message, ...(hint && { hint }), milliseconds: taken() };
  }
}

function checkSettings({ settings: { endpoint, caFile, isOffline } }: Hub): Told {
  if (isOffline) {
    return {
      ...{ state: "failed", says: "HF_HUB_OFFLINE is set, so the hub is not asked." },
      hint: "Unset HF_HUB_OFFLINE (or set it to 0) to go online.",
    };
  }
  const also = caFile === undefined ? "" : `, trusting the certificates of ${caFile} as well`;
  return { state: "fine", says: `The hub is ${endpoint}${also}.` };
}

async function checkAnswer(hub: Hub, found: { repos: string[] }, signal?: AbortSignal): Promise<Told> {
  const { models } = await hub.search({ tags: ["gguf"], sort: "downloads", limit: 5 }, signal);
  found.repos = models.filter(({ gated }) => gated === false).map(({ repo }) => repo);
  const rate = hub.rate();
  const left =
    rate === undefined ? "" : ` ${rate.left} more questions are allowed in the next ${rate.seconds} s.`;
  return { state: rate?.left === 0 ? "remark" : "fine", says: `It answers a search.${left}` };
}

async function checkToken(hub: Hub, signal?: AbortSignal): Promise<Told> {
  const { token, endpoint } = hub.settings;
  if (token === undefined) {
    return {
      ...{ state: "skipped", says: "No token is set: open models alone can be downloaded." },
      hint: `Make one at ${endpoint}/settings/tokens for gated and private models.`,
    };
  }
  const { name, tokenName, tokenRole } = await hub.whoAmI(signal);
  const more = [tokenName, tokenRole && `may ${tokenRole}`].filter((word) => word !== undefined);
  const kind = more.length > 0 ? ` (${more.join(", ")})` : "";
  return { state: "fine", says: `${token.masked} from ${token.source} belongs to ${name}${kind}.` };
}

const triesMax = 3;

/** Weights come from other hosts than pages do, and a firewall may let through the one and not the other. */
async function checkStorage(hub: Hub, repos: readonly string[], signal?: AbortSignal): Promise<Told> {
  for (const repo of repos.slice(0, triesMax)) {
    const { sha } = await hub.model(repo, undefined, signal);
    const weights = (await hub.files(repo, sha, signal)).find(({ sha256 }) => sha256 !== undefined);
    if (weights === undefined) continue;
    const place = await hub.locate(repo, sha, weights.path, signal);
    return takeOneByte(hub, place, signal);
  }
  return { state: "skipped", says: "No open model with weights was found to try." };
}

async function takeOneByte(hub: Hub, place: FileLocation, signal?: AbortSignal): Promise<Told> {
  const { host, origin } = new URL(place.url);
  const headers = { ...place.headers, range: "bytes=0-0", "accept-encoding": "identity" };
  try {
    const answer = await request(place.url, { headers, dispatcher: hub.dispatcher, signal: signal ?? null });
    answer.body.on("error", () => undefined).destroy();
    if (answer.statusCode === 206) return { state: "fine", says: `Weights come from ${host}.` };
    if (answer.statusCode === 200) {
      const says = `Weights come from ${host}, but not in parts: a download that breaks begins anew.`;
      return { state: "remark", says };
    }
    return {
      ...{
        state: "failed",
        says: `${host}, where weights come from, answered with status ${answer.statusCode}.`,
      },
      hint: "Ask those who run your firewall or proxy to let this host through.",
    };
  } catch (error) {
    throw toUnreachable(error, origin);
  }
}
