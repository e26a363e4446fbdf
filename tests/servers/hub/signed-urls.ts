import { createHmac } from "node:crypto";
import type { HubOptions } from "./hub-shapes.ts";

const anHour = 3_600_000;

/** Addresses of the CDN: whoever has one gets the file, without a name and for a while. */
export class SignedUrls {
  readonly goodForMs: number;
  private readonly revoked = new Set<string>();
  private serial = 0;

  constructor({ signedForMs = anHour }: Pick<HubOptions, "signedForMs">) {
    this.goodForMs = signedForMs;
  }

  /** Path and query: `file` says in it which file this is, as the hub's content disposition does. */
  sign(sha256: string, file: string): string {
    const until = Date.now() + this.goodForMs;
    this.serial += 1;
    const query = new URLSearchParams({
      "response-content-disposition": `inline; filename*=UTF-8''${file};`,
      Expires: String(Math.ceil(until / 1000)),
      until: String(until),
      serial: String(this.serial),
    });
    query.append("Signature", signatureOf(sha256, query));
    return `/repos/${sha256.slice(0, 2)}/${sha256}?${query}`;
  }

  stateOf(sha256: string, query: URLSearchParams): "good" | "forged" | "expired" {
    const signature = query.get("Signature") ?? "";
    if (signature !== signatureOf(sha256, query)) return "forged";
    return Date.now() > Number(query.get("until")) || this.revoked.has(signature) ? "expired" : "good";
  }

  revoke(query: URLSearchParams): void {
    this.revoked.add(query.get("Signature") ?? "");
  }
}

function signatureOf(sha256: string, query: URLSearchParams): string {
  const signed = ["response-content-disposition", "Expires", "until", "serial"].map((name) =>
    query.get(name),
  );
  return createHmac("sha256", "test hub")
    .update(JSON.stringify([sha256, ...signed]))
    .digest("base64url");
}
