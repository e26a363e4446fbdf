/** The address of the next page, as RFC 8288 writes it. */
export function nextOf(link: string | undefined, base: string): string | undefined {
  for (const [, address = "", parameters = ""] of (link ?? "").matchAll(/<([^>]*)>([^,<]*)/g)) {
    if (!/;\s*rel="?next"?/i.test(parameters)) continue;
    return URL.parse(address, base)?.href;
  }
  return undefined;
}
