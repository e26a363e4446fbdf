import { isIPv6 } from "node:net";

/** Where a server that listens on this address is reached from the same machine. */
export function serverUrl(host: string, port: number): string {
  const name = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  return `http://${isIPv6(name) ? `[${name}]` : name}:${port}`;
}

/** Whether only programs of this machine can reach it. */
export const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || /^127(?:\.\d{1,3}){3}$/.test(host);

/** Address and port in a value of `OLLAMA_HOST`. */
export function listensAt(said: string | undefined): { host?: string; port?: number } {
  if (!said) return {};
  const url = URL.parse(said.includes("://") ? said : `http://${said}`);
  if (!url) return {};
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return { host, ...(url.port !== "" && { port: Number(url.port) }) };
}
