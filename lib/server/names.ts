/** The names this console answers to, each with the origins that its pages can have. */
export type Names = ReadonlyMap<string, readonly string[]>;

const loopback = ["localhost", "127.0.0.1", "[::1]"];

/** Loopback names with the port in use, and what was configured, as origins such as `https://console.example`. */
export function namesFor(port: number, origins: readonly string[] = []): Names {
  const names = new Map<string, string[]>();
  const add = (host: string, origin: string) =>
    names.set(host, [...new Set([...(names.get(host) ?? []), origin])]);
  for (const name of loopback) {
    add(`${name}:${port}`, `http://${name}:${port}`);
    if (port === 80) add(name, `http://${name}`);
  }
  for (const text of origins) {
    const url = URL.parse(text);
    if (url && (url.protocol === "https:" || url.protocol === "http:")) add(url.host, url.origin);
  }
  return names;
}

/** Whether an address reaches only this machine. */
export const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || host === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(host);
