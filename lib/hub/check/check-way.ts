import { lookup } from "node:dns/promises";
import { once } from "node:events";
import { connect as connectPlain, isIP, type Socket } from "node:net";
import { connect as connectSafely, TLSSocket } from "node:tls";
import type { HubHop } from "#cli-bridge/protocol/hub-answer.ts";
import { readAuthorities } from "../http/open-connections.ts";
import type { HubSettings } from "../hub-settings.ts";

type Told = Omit<HubHop, "name" | "milliseconds">;

const limitMs = 10_000;

const usualPorts: Record<string, number> = { "http:": 80, "https:": 443 };
const socksPort = 1080;
const portOf = ({ port, protocol }: URL) => Number(port || (usualPorts[protocol] ?? socksPort));
const bareHost = ({ hostname }: URL) => hostname.replace(/^\[(.*)\]$/, "$1");

/** Whether the proxy, where one is set, takes connections at all. */
export async function checkProxy({ proxy }: HubSettings): Promise<Told> {
  if (proxy === undefined) return { state: "skipped", says: "No proxy is set for this address." };
  const url = new URL(proxy);
  (await connected(connectPlain(portOf(url), bareHost(url)))).destroy();
  return { state: "fine", says: `${url.host} takes connections.` };
}

/** Whether the name of the hub, or of the proxy that will ask for it, stands for an address. */
export async function checkName({ endpoint, proxy }: HubSettings): Promise<Told> {
  const host = bareHost(new URL(proxy ?? endpoint));
  if (isIP(host) !== 0) return { state: "skipped", says: `${host} is an address already.` };
  const found = await withLimit(lookup(host, { all: true }));
  return {
    state: "fine",
    says: `${host} is ${found
      .map(({ address }) => address)
      .slice(0, 3)
      .join(", ")}.`,
  };
}

/** Whether the hub takes connections, and whether its certificate is one to trust. */
export async function checkConnection({ endpoint, proxy, caFile }: HubSettings): Promise<Told> {
  if (proxy !== undefined) return { state: "skipped", says: "The proxy connects to the hub." };
  const url = new URL(endpoint);
  const at = { host: bareHost(url), port: portOf(url) };
  if (url.protocol === "http:") {
    (await connected(connectPlain(at))).destroy();
    const isHere = at.host === "localhost" || at.host.startsWith("127.") || at.host === "::1";
    if (isHere) return { state: "fine", says: `${url.host} takes connections.` };
    return {
      ...{ state: "remark", says: `${url.host} takes connections, but anyone on the way can read them.` },
      hint: "Use https:// for the endpoint where the mirror has it.",
    };
  }
  const servername = isIP(at.host) === 0 ? { servername: at.host } : {};
  const ca = caFile === undefined ? {} : { ca: readAuthorities(caFile) };
  const socket = await connected(connectSafely({ ...at, ...servername, ...ca }), "secureConnect");
  const says = socket instanceof TLSSocket ? certificateWords(socket) : "It is safe.";
  socket.destroy();
  return { state: "fine", says };
}

function certificateWords(socket: TLSSocket): string {
  const { issuer, valid_to } = socket.getPeerCertificate();
  const by = [issuer?.O ?? issuer?.CN].flat()[0] ?? "somebody unnamed";
  return `${socket.getProtocol()}, with a certificate by ${by} until ${valid_to}.`;
}

async function connected(socket: Socket, event: "connect" | "secureConnect" = "connect"): Promise<Socket> {
  try {
    await once(socket, event, { signal: AbortSignal.timeout(limitMs) });
    return socket;
  } catch (error) {
    socket.destroy();
    throw toTimeOut(error);
  }
}

async function withLimit<Value>(work: Promise<Value>): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new DOMException("It took too long.", "TimeoutError")), limitMs);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** An aborted wait says only that it was aborted; why is in its cause. */
const toTimeOut = (error: unknown) =>
  error instanceof Error && error.name === "AbortError" && error.cause instanceof Error ? error.cause : error;
