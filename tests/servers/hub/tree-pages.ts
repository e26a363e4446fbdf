import { createHash } from "node:crypto";
import { lfsOf, xetHashOf } from "./describe-repo.ts";
import { type Exchange, sendJson } from "./exchange.ts";
import type { FileContent } from "./file-content.ts";
import type { Commit } from "./repository.ts";

type Entry = FileContent | { path: string; folder: true };

/** A folder's entries, folders first as git sorts them not, but the hub does; the whole tree where `recursive`. */
export function entriesOf(commit: Commit, folder: string, recursive: boolean): Entry[] {
  const below = folder === "" ? "" : `${folder}/`;
  const folders = new Map<string, Entry>();
  const files: Entry[] = [];
  for (const file of commit.files.values()) {
    if (!file.path.startsWith(below)) continue;
    const rest = file.path.slice(below.length).split("/");
    const depth = recursive ? rest.length - 1 : Math.min(1, rest.length - 1);
    for (let length = 1; length <= depth; length += 1) {
      const path = below + rest.slice(0, length).join("/");
      // A name that is no path has no folders either.
      if (path !== "" && !path.endsWith("/")) folders.set(path, { path, folder: true });
    }
    if (recursive || rest.length === 1) files.push(file);
  }
  return [...folders.values(), ...files];
}

export async function itemOf(entry: Entry, commit: Commit, expand: boolean): Promise<object> {
  const more = expand ? { lastCommit: { id: commit.id, title: "Upload files", date: commit.date } } : {};
  if ("folder" in entry) {
    const oid = createHash("sha1").update(`tree ${commit.id} ${entry.path}`).digest("hex");
    return { type: "directory", oid, size: 0, path: entry.path, ...more };
  }
  const item = {
    type: entry.type,
    oid: await entry.gitSha1(),
    size: entry.bytes,
    path: entry.path,
    ...more,
    ...(expand ? { securityFileStatus: { status: "safe" } } : {}),
  };
  if (!entry.lfs) return item;
  const sha256 = await entry.sha256();
  return { ...item, lfs: lfsOf(sha256, entry, "oid"), ...(entry.xet ? { xetHash: xetHashOf(sha256) } : {}) };
}

/** Sends the page that the cursor names, and the way to the next in `Link`. */
export async function sendPage<Row>(
  exchange: Exchange,
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => unknown,
): Promise<void> {
  const { query, origin, record } = exchange;
  const at = Number(Buffer.from(query.get("cursor") ?? "", "base64url").toString() || 0);
  if (!Number.isSafeInteger(at) || at < 0) {
    sendJson(exchange, 400, { error: "Invalid cursor" });
    return;
  }
  const next = new URLSearchParams(query);
  next.set("cursor", Buffer.from(String(at + limit)).toString("base64url"));
  const link = `<${origin}${record.path.split("?", 1)[0]}?${next}>; rel="next"`;
  const items = await Promise.all(rows.slice(at, at + limit).map(toItem));
  sendJson(exchange, 200, items, at + limit < rows.length ? { Link: link } : {});
}
