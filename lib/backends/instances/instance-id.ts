import { createHash } from "node:crypto";
import type { BackendKind } from "#cli-bridge/protocol/backend-answer.ts";

/** The same server has the same id, whoever tells of it and whichever of its usual names they use. */
export function instanceIdOf(kind: BackendKind, url: URL): string {
  const same = new URL(url.href);
  if (/^localhost\.?$/.test(same.hostname)) same.hostname = "127.0.0.1";
  const address = same.origin + same.pathname.replace(/\/+$/, "");
  return `${kind}-${createHash("sha256").update(address).digest("hex").slice(0, 8)}`;
}

/** Who is at the same address is the same server, whatever kind it was taken for. */
export const addressMark = ({ id }: { id: string }): string => id.slice(id.lastIndexOf("-"));

export const isOnThisMachine = ({ hostname }: URL): boolean =>
  /^(?:(?:.+\.)?localhost\.?|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
