import { decoded, type Exchange, sendHeader, sendJson, sendText } from "./exchange.ts";
import type { HubFault, HubFaultKind } from "./hub-shapes.ts";

/** Where in an answer a fault can strike: before it, at a redirect to the CDN, in the bytes of a file. */
type Moment = "answer" | "redirect" | "body";

const moments: Record<HubFaultKind, Moment> = {
  ...{ reset: "body", stall: "body", trickle: "body", truncate: "body", longer: "body" },
  ...{ "wrong-length": "body", "wrong-bytes": "body", "ignore-range": "body", "changed-etag": "body" },
  ...{ gzip: "body", "expired-url": "body", html: "answer", status: "answer", "server-error": "answer" },
  ...{ "rate-limit": "answer", "slow-header": "answer", "close-before-header": "answer" },
  ...{ "no-location": "redirect", "redirect-elsewhere": "redirect", "redirect-loop": "redirect" },
  downgrade: "redirect",
};

export class Faults {
  private readonly waiting: { fault: HubFault; left: number }[] = [];

  add(fault: HubFault): void {
    this.waiting.push({ fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.waiting.length = 0;
  }

  /** The next fault meant for this moment of this answer; taking it uses it up. */
  take(moment: Moment, { record }: Exchange): HubFault | undefined {
    // A body that is not sent can have no fault in it.
    if (moment === "body" && record.method === "HEAD") return undefined;
    const address = addressOf(record.path);
    const found = this.waiting.find(
      ({ fault, left }) =>
        left > 0 &&
        moments[fault.kind] === moment &&
        (fault.at === undefined || fault.at === record.host) &&
        (fault.path === undefined || address.includes(fault.path)),
    );
    if (found === undefined) return undefined;
    found.left -= 1;
    return found.fault;
  }
}

/** A plus is a space in a query, and itself in a path. */
function addressOf(url: string): string {
  const [path = "", query = ""] = url.split("?");
  return `${decoded(path)}?${decoded(query.replaceAll("+", "%20"))}`;
}

const portal =
  "<!doctype html><html><head><title>Guest Wi-Fi</title></head><body><h1>Sign in to go on</h1></body></html>\n";

/** Answers in place of the hub. False where the true answer is still to come. */
export async function answerWithFault(exchange: Exchange, fault: HubFault): Promise<boolean> {
  const { kind, retryAfter } = fault;
  const wait = retryAfter === undefined ? {} : { "Retry-After": retryAfter };
  if (kind === "html") sendText(exchange, 200, portal, { "Content-Type": "text/html; charset=utf-8" });
  else if (kind === "status") sendJson(exchange, fault.status ?? 500, { error: "Spoiled on request" }, wait);
  else if (kind === "server-error") {
    const page = "<html><body><h1>503 Service Unavailable</h1></body></html>\n";
    sendText(exchange, fault.status ?? 503, page, { "Content-Type": "text/html", ...wait });
  } else if (kind === "rate-limit") sendRateLimited(exchange, retryAfter ?? 1);
  else if (kind === "close-before-header") exchange.request.socket.destroy();
  else if (kind === "slow-header") {
    await untilLeft(exchange, fault.delayMs);
    return exchange.response.destroyed;
  }
  return true;
}

export function sendRateLimited(exchange: Exchange, seconds: number): void {
  const family = exchange.parts[0] === "api" ? "api" : "resolvers";
  const error = "We had to rate limit you. To continue using our service, create a HF account or login.";
  sendJson(
    exchange,
    429,
    { error },
    { "Retry-After": seconds, RateLimit: `"${family}";r=0;t=${seconds}`, "X-Error-Message": error },
  );
}

/** Until the client hangs up or, where one is given, the time is over. */
export function untilLeft({ response }: Exchange, delayMs?: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = delayMs === undefined ? undefined : setTimeout(done, delayMs);
    function done(): void {
      clearTimeout(timer);
      response.off("close", done);
      resolve();
    }
    response.on("close", done);
    if (response.destroyed) done();
  });
}

/** What a spoiled redirect says instead of where the file is. */
export function sendSpoiledRedirect(
  exchange: Exchange,
  fault: HubFault,
  location: string,
  headers: Record<string, string>,
): void {
  const places: Partial<Record<HubFaultKind, string>> = {
    "redirect-loop": `${exchange.origin}${exchange.record.path}`,
    "redirect-elsewhere": fault.to ?? location.replace("//127.0.0.1:", "//localhost:"),
    downgrade: location.replace(/^https:/, "http:"),
  };
  const place = places[fault.kind];
  sendHeader(exchange, 302, { ...headers, ...(place === undefined ? {} : { Location: place }) });
  exchange.response.end();
}
