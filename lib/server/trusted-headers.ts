import type { IncomingMessage } from "node:http";

/** What only a proxy in front of us may say, and what Next takes for its own inner messages. */
const forgeable =
  /^(?:x-forwarded-|forwarded$|x-real-ip$|x-original-|x-rewrite-|remote-|x-remote-|x-middleware-|x-nextjs-|x-invoke-|x-matched-path$|x-now-|x-vercel-)/;
const inner = /^(?:x-middleware-|x-invoke-|x-matched-path$|x-now-|x-vercel-)/;

/** Next's own client sends these with every navigation, and they change nothing but the form of an answer. */
const harmless = new Set(["x-nextjs-data", "x-nextjs-html-request-id", "x-nextjs-request-id"]);

/** Takes away headers that an untrusted peer could use to be taken for somebody else. */
export function forgetForgeries(request: IncomingMessage, proxies: readonly string[]): void {
  const peer = request.socket.remoteAddress?.replace(/^::ffff:/, "") ?? "";
  const isProxy = proxies.includes(peer);
  for (const name of Object.keys(request.headers)) {
    if (harmless.has(name)) continue;
    if ((isProxy ? inner : forgeable).test(name)) delete request.headers[name];
  }
}
