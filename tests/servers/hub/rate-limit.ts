import type { Exchange } from "./exchange.ts";
import { sendRateLimited } from "./faults.ts";
import type { HubOptions } from "./hub-shapes.ts";

const windowMs = 300_000;
/** What the header promises where nothing is limited. */
const usual = { api: 500, resolvers: 3000 };

/** By family and by who asks: how many requests the running window has seen, and when it ends. */
export type Windows = Map<string, { seen: number; endsAt: number }>;

/** Counts one request against its window and says so in the headers, as the hub does for all. */
export function countRequest(
  exchange: Exchange,
  windows: Windows,
  limits: NonNullable<HubOptions["limits"]>,
): "counted" | "refused" {
  const family = exchange.parts[0] === "api" ? "api" : "resolvers";
  const allowed = limits[family] ?? usual[family];
  const key = `${family} ${exchange.record.authorization ?? ""}`;
  const now = Date.now();
  let window = windows.get(key);
  if (window === undefined || window.endsAt <= now) {
    window = { seen: 0, endsAt: now + windowMs };
    windows.set(key, window);
  }
  window.seen += 1;
  const seconds = Math.ceil((window.endsAt - now) / 1000);
  // Without a limit the window never runs low: a client that saves its last requests would wait for nothing.
  const left = limits[family] === undefined ? allowed : allowed - window.seen;
  if (left < 0) {
    sendRateLimited(exchange, seconds);
    return "refused";
  }
  exchange.response.setHeader("RateLimit", `"${family}";r=${left};t=${seconds}`);
  exchange.response.setHeader("RateLimit-Policy", `"fixed window";"${family}";q=${allowed};w=300`);
  return "counted";
}
