import { refusals, sendRefusal } from "./access.ts";
import { xetHashOf } from "./describe-repo.ts";
import { type Exchange, sendHeader, sendJson, sendText } from "./exchange.ts";
import { sendSpoiledRedirect } from "./faults.ts";
import { type FileContent, lfsPointer } from "./file-content.ts";
import type { Asked, Hub } from "./hub-origin.ts";
import { commitOf } from "./repository.ts";
import { sendContent } from "./send-content.ts";
import { splitRevision } from "./split-revision.ts";

type Named = { file: FileContent; commit: string; name: string };

/** `/{repo}/resolve/{revision}/{path}`: a small file itself, of a large one where it is. */
export async function sendFile(exchange: Exchange, asked: Asked, hub: Hub): Promise<void> {
  const { revision, path } = splitRevision(asked.rest);
  const name = asked.repository.said.name;
  const commit = commitOf(asked.repository, revision);
  if (commit === undefined) return sendRefusal(exchange, refusals.revision(revision));
  const file = commit.files.get(path);
  if (file === undefined) return sendRefusal(exchange, refusals.entry(path));
  const found = { file, commit: commit.id, name };
  if (file.lfs && asked.verb === "raw") {
    const pointer = lfsPointer(await file.sha256(), file.bytes);
    return sendText(exchange, 200, pointer, { "X-Repo-Commit": commit.id });
  }
  if (file.lfs) return sendToCdn(exchange, found, hub);
  const headers = { "X-Repo-Commit": commit.id, "X-Linked-Size": String(file.bytes) };
  const etag = `"${await file.gitSha1()}"`;
  if (hub.resolveCache && exchange.record.path.split("/")[1] !== "api") {
    const kind = `${asked.repository.kind}s`;
    const place = path.split("/").map(encodeURIComponent).join("/");
    const location = `/api/resolve-cache/${kind}/${name}/${commit.id}/${place}?etag=${encodeURIComponent(etag)}`;
    const text = `Temporary Redirect. Redirecting to ${location}`;
    return sendText(exchange, 307, text, { ...headers, "X-Linked-ETag": etag, Location: location });
  }
  const fault = hub.faults.take("body", exchange);
  const type = { "Content-Type": /\.json$/.test(path) ? "application/json" : "text/plain; charset=utf-8" };
  return sendContent(exchange, { file, etag, headers: { ...headers, ...type }, fault });
}

async function sendToCdn(exchange: Exchange, { file, commit, name }: Named, hub: Hub): Promise<void> {
  const sha256 = await file.sha256();
  hub.blobs.set(sha256, file);
  const location = hub.cdnUrl() + hub.urls.sign(sha256, `${name}/${file.path}`);
  const headers = {
    "X-Repo-Commit": commit,
    "X-Linked-Size": String(file.bytes),
    "X-Linked-ETag": `"${sha256}"`,
    ...(file.xet ? xetHeaders(exchange.origin, name, commit, sha256) : {}),
  };
  const accept = exchange.request.headers.accept ?? "";
  if (file.xet && accept.includes("application/vnd.xet-fileinfo+json")) {
    const [refreshUrl, reconstructionUrl] = xetUrls(exchange.origin, name, commit, sha256);
    const body = { hash: xetHashOf(sha256), refreshUrl, reconstructionUrl };
    const type = { "Content-Type": "application/vnd.xet-fileinfo+json" };
    return sendJson(exchange, 200, body, { ...headers, ...type });
  }
  const fault = hub.faults.take("redirect", exchange);
  if (fault !== undefined) return sendSpoiledRedirect(exchange, fault, location, headers);
  sendHeader(exchange, 302, { ...headers, Location: location, "Content-Length": 0 });
  exchange.response.end();
}

function xetUrls(origin: string, name: string, commit: string, sha256: string): [string, string] {
  const hash = xetHashOf(sha256);
  return [
    `${origin}/api/models/${name}/xet-read-token/${commit}`,
    `${origin}/xet/v1/reconstructions/${hash}`,
  ];
}

function xetHeaders(origin: string, name: string, commit: string, sha256: string): Record<string, string> {
  const [auth, reconstruction] = xetUrls(origin, name, commit, sha256);
  const link = `<${auth}>; rel="xet-auth", <${reconstruction}>; rel="xet-reconstruction-info"`;
  return { "X-Xet-Hash": xetHashOf(sha256), Link: link };
}
