import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import { isIP, Socket } from "node:net";
import { afterAll, afterEach, expect } from "vitest";
import { noHub } from "./no-hub.ts";

/** Tests meet this machine alone. Whatever goes for another one gets nowhere, and fails the test that let it. */
const wanted: string[] = [];
const isHere = /^(localhost|.*\.localhost|127\.[\d.]+|::1|0\.0\.0\.0|::|::ffff:127\.[\d.]+)$/;
/** Names that no machine can have (RFC 6761): asking for one is how a test has a hub that cannot be found. */
const isNobody = /\.(invalid|test)$/;

process.env.HF_ENDPOINT ??= noHub;

const { lookup } = dns;
const lookUp = dns.promises.lookup;
const connect = Socket.prototype.connect;

dns.lookup = Object.assign((name: string, ...words: unknown[]) => {
  if (isHere.test(name) || isIP(name)) return Reflect.apply(lookup, dns, [name, ...words]);
  const tell = words.at(-1) as (error: Error) => void;
  process.nextTick(tell, refusal(name));
}, lookup) as typeof lookup;

dns.promises.lookup = ((name: string, ...words: unknown[]) =>
  isHere.test(name) || isIP(name)
    ? Reflect.apply(lookUp, dns.promises, [name, ...words])
    : Promise.reject(refusal(name))) as typeof lookUp;

Socket.prototype.connect = function stayHere(this: Socket, ...words: unknown[]) {
  const host = hostOf(words);
  if (host === undefined || !isIP(host) || isHere.test(host)) return Reflect.apply(connect, this, words);
  process.nextTick(() => this.destroy(refusal(host)));
  return this;
};

syncBuiltinESMExports();

afterAll(() => {
  Object.assign(dns, { lookup });
  dns.promises.lookup = lookUp;
  Socket.prototype.connect = connect;
  syncBuiltinESMExports();
});

afterEach(() => {
  expect(wanted.splice(0), "no test reaches for another machine").toEqual([]);
});

function refusal(host: string): Error {
  if (!isNobody.test(host)) wanted.push(host);
  const told = { code: "ENOTFOUND", syscall: "getaddrinfo", hostname: host };
  return Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), told);
}

/** What `connect` is called with: a port and a host, settings, or both as node has put them in order. */
function hostOf(words: readonly unknown[]): string | undefined {
  const [first, second] = Array.isArray(words[0]) ? words[0] : words;
  if (typeof first === "object" && first !== null && "host" in first) return String(first.host);
  return typeof first === "number" && typeof second === "string" ? second : undefined;
}
