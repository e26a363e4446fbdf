import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";

const certificates =
  /SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|CERT_|DEPTH_ZERO|ERR_TLS_CERT_ALTNAME_INVALID/;
const nowhere = /ECONNREFUSED|E(?:HOST|NET)(?:UNREACH|DOWN)|EADDRNOTAVAIL|SOCKS5_REPLY_[345]$/;

/** The codes of an error and of what caused it, the outermost first. */
function codesOf(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth > 4) return [];
  const code = "code" in error && typeof error.code === "string" ? [error.code] : [];
  const inner =
    error instanceof AggregateError ? error.errors.flatMap((each) => codesOf(each, depth + 1)) : [];
  return [...code, ...codesOf(error.cause, depth + 1), ...inner];
}

type Words = { says: string; hint: string };

/** What stood in the way of a connection. */
export type Obstacle = "name" | "refused" | "certificate" | "proxy" | "time" | "cut" | "other";

export function obstacleOf(error: unknown): Obstacle {
  const codes = codesOf(error);
  const text = error instanceof Error ? `${error.message} ${messageOf(error.cause)}` : String(error);
  if (codes.some((code) => /SOCKS5_(AUTH|REPLY_2$)/.test(code))) return "proxy";
  if (/prox(y|ies).*(407|response|authent)|HTTP Tunneling/i.test(text)) return "proxy";
  if (codes.some((code) => certificates.test(code))) return "certificate";
  if (codes.some((code) => code === "ENOTFOUND" || code === "EAI_AGAIN")) return "name";
  if (codes.some((code) => nowhere.test(code))) return "refused";
  if (codes.some((code) => /TIMEOUT|ETIMEDOUT/.test(code)) || isTimeOut(error)) return "time";
  if (codes.some((code) => /ECONNRESET|EPIPE|UND_ERR_SOCKET|UND_ERR_CLOSED|HPE_/.test(code))) return "cut";
  return "other";
}

/** Whether nothing answers at all, as in a night without a network, so that the clock is to decide and not the count. */
export const isUnanswered = (error: unknown): boolean =>
  ["name", "refused", "time"].includes(obstacleOf(error));

const messageOf = (error: unknown) => (error instanceof Error ? error.message : "");
const isTimeOut = (error: unknown) => error instanceof Error && error.name === "TimeoutError";

const wordsOf: Record<Obstacle, (origin: string) => Words> = {
  name: (origin) => ({
    says: `${new URL(origin).hostname} is not known to this machine's name service`,
    hint: "Is there a network? Behind a proxy, set HTTPS_PROXY or `modeldeck set-config proxy`.",
  }),
  refused: (origin) => ({
    says: `nothing answers at ${origin}`,
    hint: "Check the endpoint (HF_ENDPOINT), the network and the proxy.",
  }),
  certificate: (origin) => ({
    says: `the certificate of ${new URL(origin).hostname} is signed by nobody that this machine trusts`,
    hint: "If your network has its own authority, name its file: `modeldeck set-config ca-file PATH`.",
  }),
  proxy: () => ({
    says: "the proxy does not let the connection through",
    hint: "Check its name and password (http://name:password@host:port) and whether it allows this host.",
  }),
  time: (origin) => ({
    says: `${origin} did not answer in time`,
    hint: "Try again; behind a firewall, set HTTPS_PROXY or `modeldeck set-config proxy`.",
  }),
  cut: (origin) => ({
    says: `${origin} ended the connection in the middle`,
    hint: "Try again; if it stays so, something on the way cuts it.",
  }),
  other: (origin) => ({ says: `the connection to ${origin} failed`, hint: "Try `modeldeck hub-check`." }),
};

/** Where a connection was refused, when that is not where the question went: a proxy is on the way. */
function otherPlaceIn(error: unknown, origin: URL, depth = 0): string | undefined {
  if (!(error instanceof Error) || depth > 4) return undefined;
  if ("address" in error && "port" in error) {
    const port = origin.port || (origin.protocol === "https:" ? "443" : "80");
    return String(error.port) === port ? undefined : `${error.address}:${error.port}`;
  }
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : error.cause;
  return otherPlaceIn(inner, origin, depth + 1);
}

const proxyRefused = (place: string): Words => ({
  says: `the proxy at ${place} does not answer`,
  hint: "Check HTTPS_PROXY and HTTP_PROXY, or `modeldeck set-config proxy`.",
});

/** What stands before the reason. */
export const unreachableWords = "The hub cannot be reached: ";

export function toUnreachable(error: unknown, origin: string): ConsoleError {
  const obstacle = obstacleOf(error);
  const place = obstacle === "refused" ? otherPlaceIn(error, new URL(origin)) : undefined;
  const { says, hint } = place === undefined ? wordsOf[obstacle](origin) : proxyRefused(place);
  const code = codesOf(error)[0];
  return new ConsoleError("hub-unreachable", `${unreachableWords}${says}${code ? ` (${code})` : ""}.`, {
    hint,
    cause: error,
  });
}
