import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Names } from "./names.ts";

export type Header = (name: string) => string | null | undefined;
export type Asked = { method: string; target: string; header: Header };

/** Refuses what no page of ours and no honest program would send. Called in front of Next and again in every handler. */
export function guardRequest(asked: Asked, names: Names): void {
  guardTarget(asked.target);
  guardMethod(asked);
  const host = asked.header("host")?.toLowerCase();
  if (!host || !names.has(host)) throw wrongHost(host);
  guardOrigin(asked, names.get(host) ?? []);
  guardSite(asked);
  guardType(asked);
}

const changing = new Set(["POST", "PUT", "PATCH", "DELETE"]);
const reading = new Set(["GET", "HEAD"]);

/** However it is spelled: `/%61pi` is the same address. */
const isApi = (target: string) => /^\/api(?:[/?#]|$)/i.test(target.includes("%") ? decoded(target) : target);

/** Proxies and frameworks disagree about anything but a plain path, so nothing else is let in. */
function guardTarget(target: string): void {
  const [path = ""] = target.split("?", 1);
  if (path.startsWith("/") && !path.includes("//") && !path.includes("\\") && decoded(path) !== "") return;
  throw new ConsoleError("bad-input", `This is not a path of the console: ${target.slice(0, 80)}`, {
    hint: "Ask for a path that begins with one slash.",
  });
}

/** The path alone, as it is meant; empty when it means nothing. */
function decoded(target: string): string {
  try {
    return decodeURIComponent(target.split("?", 1)[0] ?? "");
  } catch {
    return "";
  }
}

function guardMethod({ method, target }: Asked): void {
  if (reading.has(method) || (isApi(target) && (changing.has(method) || method === "OPTIONS"))) return;
  throw new ConsoleError("wrong-method", `${method} is not understood here.`, {
    hint: "Pages are read with GET; changes go through /api.",
  });
}

const wrongHost = (host: string | undefined) =>
  new ConsoleError(
    "wrong-host",
    `This console does not answer to the name ${host?.slice(0, 80) ?? "(none)"}.`,
    {
      hint: "Open it by the address that it printed when it started, or add the name to MODELDECK_ORIGINS.",
    },
  );

function guardOrigin({ method, target, header }: Asked, origins: readonly string[]): void {
  const origin = header("origin");
  if (!origin || (!changing.has(method) && !isApi(target))) return;
  if (!origins.includes(origin)) throw crossSite(`from ${origin.slice(0, 80)}`);
}

/** Another port of this machine is `same-site`: that is not enough. `none` is a person typing an address. */
function guardSite({ method, target, header }: Asked): void {
  const site = header("sec-fetch-site");
  if (!site || site === "same-origin" || site === "none") return;
  const opens = header("sec-fetch-mode") === "navigate" && header("sec-fetch-dest") === "document";
  if (opens && reading.has(method) && !isApi(target)) return;
  throw crossSite(`marked ${site.slice(0, 20)}`);
}

const crossSite = (whence: string) =>
  new ConsoleError("cross-site", `A request ${whence} was refused.`, {
    hint: "Only pages of this console may talk to it. Reload the console and try there.",
  });

/** A type that a plain form cannot send, so that a browser asks first. */
function guardType({ method, header }: Asked): void {
  if (!changing.has(method)) return;
  const type = header("content-type");
  const hasBody = header("transfer-encoding") || Number(header("content-length") ?? 0) > 0;
  if (method === "DELETE" && !type && !hasBody) return;
  if (type?.split(";", 1)[0]?.trim().toLowerCase() === "application/json") return;
  throw new ConsoleError("wrong-type", `The body is ${type?.slice(0, 80) ?? "of no stated type"}.`, {
    hint: "Send JSON with the header Content-Type: application/json.",
  });
}
