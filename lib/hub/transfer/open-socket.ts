import { connect as connectPlain, isIP, type Socket } from "node:net";
import { type ConnectionOptions, connect as connectTls } from "node:tls";
import type { GetRequest } from "./transport.ts";

/** Larger ones were no faster; every connection has one. */
export const receiveBytes = 256 * 1024;

export type OnRead = { buffer: Uint8Array | (() => Uint8Array); callback: (bytes: number) => boolean };

/** A socket that reads into one buffer, over and over (see decision 129). */
export function openSocket(origin: URL, onread: OnRead): Socket {
  const isTls = origin.protocol === "https:";
  const host = origin.hostname.replace(/^\[|\]$/g, "");
  const port = Number(origin.port || (isTls ? 443 : 80));
  if (!isTls) return connectPlain({ host, port, onread });
  // What Node knows of `onread` with TLS, its types do not.
  const options: ConnectionOptions & { onread: OnRead } = { host, port, onread, ALPNProtocols: ["http/1.1"] };
  if (isIP(host) === 0) options.servername = host;
  return connectTls(options);
}

export function requestText({ host, pathname, search }: URL, headers: GetRequest["headers"]): string {
  let text = `GET ${pathname}${search} HTTP/1.1\r\nhost: ${host}\r\n`;
  for (const name in headers) {
    const line = `${name}: ${headers[name]}`;
    if (/[\r\n\0]/.test(line)) throw new Error("a header holds a line break");
    text += `${line}\r\n`;
  }
  return `${text}\r\n`;
}
