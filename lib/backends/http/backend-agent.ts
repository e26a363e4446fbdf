import { type LookupAddress, lookup as lookUpName } from "node:dns";
import { isIP, type LookupFunction, type Socket } from "node:net";
import { Agent, buildConnector } from "undici";
import { isForbiddenAddress } from "./forbidden-address.ts";

/** As `node:dns` answers, with all addresses of a name. */
export type Resolve = (
  name: string,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

const connectMs = 5000;
const headerBytesMax = 64 * 1024;
/** The longest message of a socket, of one piece or of many. */
const messageBytesMax = 1024 * 1024;

type Options = {
  resolve?: Resolve | undefined;
  /** Is given every connection, so that it can be cut. */
  onConnected?: (connection: Socket) => void;
};

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
export function openBackendAgent({ resolve = resolveAll, onConnected }: Options = {}): Agent {
  const lookup: LookupFunction = (name, options, done) =>
    resolve(name, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error !== null || first === undefined)
        return done(error ?? new Error(`${name} has no address`), []);
      const bad = addresses.find(({ address }) => isForbiddenAddress(address));
      if (bad) return done(new ForbiddenAddress(name, bad.address), []);
      return options.all ? done(null, addresses) : done(null, first.address, first.family);
    });
  const connect = buildConnector({ lookup, timeout: connectMs });
  return new Agent({
    connect: (options, done) =>
      connect(options, (...made) => {
        if (made[1] !== null) onConnected?.(made[1]);
        done(...made);
      }),
    ...{ maxHeaderSize: headerBytesMax, pipelining: 1 },
    webSocket: { maxPayloadSize: messageBytesMax },
  });
}

/** An address that is written as a number is never looked up, so it is judged before. */
export function guardHost({ hostname }: URL): void {
  const host = hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0 && isForbiddenAddress(host)) throw new ForbiddenAddress(hostname, host);
}
