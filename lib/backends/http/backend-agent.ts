import { type LookupAddress, lookup as lookUpName } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { Agent } from "undici";
import { isForbiddenAddress } from "./forbidden-address.ts";

/** As `node:dns` answers, with all addresses of a name. */
export type Resolve = (
  name: string,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

const connectMs = 5000;
const headerBytesMax = 64 * 1024;

/** A name led to where no model server is. */
export class ForbiddenAddress extends Error {
  readonly address: string;
  constructor(name: string, address: string) {
    super(`${name} leads to ${address}`);
    this.address = address;
  }
}

const resolveAll: Resolve = (name, done) => lookUpName(name, { all: true, verbatim: true }, done);

/**
 * Connections to one server. The addresses of its name are judged at the moment of connecting, and the connection
 * goes to one of those very addresses: a name that meant something else when it was added gains nothing.
 */
export function openBackendAgent({ resolve = resolveAll }: { resolve?: Resolve } = {}): Agent {
  const lookup: LookupFunction = (name, options, done) =>
    resolve(name, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error !== null || first === undefined)
        return done(error ?? new Error(`${name} has no address`), []);
      const bad = addresses.find(({ address }) => isForbiddenAddress(address));
      if (bad) return done(new ForbiddenAddress(name, bad.address), []);
      return options.all ? done(null, addresses) : done(null, first.address, first.family);
    });
  return new Agent({ connect: { lookup, timeout: connectMs }, maxHeaderSize: headerBytesMax, pipelining: 1 });
}

/** An address that is written as a number is never looked up, so it is judged before. */
export function guardHost({ hostname }: URL): void {
  const host = hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0 && isForbiddenAddress(host)) throw new ForbiddenAddress(hostname, host);
}
