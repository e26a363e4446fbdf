import { refusals, sendRefusal } from "./access.ts";
import { describeRepo, expandedTo } from "./describe-repo.ts";
import { type Exchange, sendJson } from "./exchange.ts";
import type { Asked } from "./hub-origin.ts";
import { type Commit, commitOf, type Repository } from "./repository.ts";
import { splitRevision } from "./split-revision.ts";
import { entriesOf, itemOf, sendPage } from "./tree-pages.ts";

const bodyBytesMax = 1024 * 1024;

/** Everything below `/api/models/{repo}`. */
export async function answerAboutRepo(exchange: Exchange, asked: Asked, pageSize: number): Promise<void> {
  const { repository, verb, rest } = asked;
  if (verb === "refs") return sendJson(exchange, 200, refsOf(repository));
  const { revision, path } = splitRevision(rest);
  const commit = commitOf(repository, revision);
  if (commit === undefined) return sendRefusal(exchange, refusals.revision(revision));
  if (verb === "" || verb === "revision") return sendRepo(exchange, repository, commit);
  if (verb === "tree") return sendTree(exchange, commit, path, pageSize);
  if (verb === "paths-info" && exchange.record.method === "POST") return sendPaths(exchange, commit);
  return sendRefusal(exchange, refusals.page);
}

async function sendRepo(exchange: Exchange, repository: Repository, commit: Commit): Promise<void> {
  const { query } = exchange;
  const described = await describeRepo(repository, commit, query.get("blobs") === "true");
  sendJson(exchange, 200, expandedTo(described, query.getAll("expand")));
}

async function sendTree(exchange: Exchange, commit: Commit, path: string, pageSize: number): Promise<void> {
  const isOn = (name: string) => ["true", "1", "True"].includes(exchange.query.get(name) ?? "");
  const entries = entriesOf(commit, path, isOn("recursive"));
  if (entries.length === 0 && path !== "") return sendRefusal(exchange, refusals.entry(path));
  const limit = Math.min(Number(exchange.query.get("limit")) || pageSize, pageSize);
  return sendPage(exchange, entries, limit, (entry) => itemOf(entry, commit, isOn("expand")));
}

async function sendPaths(exchange: Exchange, commit: Commit): Promise<void> {
  let text = "";
  for await (const piece of exchange.request) {
    text += String(piece);
    if (text.length > bodyBytesMax) return sendJson(exchange, 413, { error: "Payload too large" });
  }
  const { paths, expand } = wantedPaths(text, exchange.request.headers["content-type"] ?? "");
  if (paths === undefined) return sendJson(exchange, 400, { error: '"paths" is required' });
  const all = entriesOf(commit, "", true);
  const wanted = paths.flatMap((path) => all.find((entry) => entry.path === path) ?? []);
  const items = await Promise.all(wanted.map((entry) => itemOf(entry, commit, expand)));
  sendJson(exchange, 200, items);
}

/** JSON from JavaScript, a form from Python. */
function wantedPaths(text: string, type: string): { paths: string[] | undefined; expand: boolean } {
  if (!type.includes("json")) {
    const form = new URLSearchParams(text);
    return { paths: form.getAll("paths"), expand: /true/i.test(form.get("expand") ?? "") };
  }
  try {
    const asked: { paths?: unknown; expand?: unknown } = JSON.parse(text);
    const paths = Array.isArray(asked.paths) ? asked.paths.map(String) : undefined;
    return { paths, expand: asked.expand === true };
  } catch {
    return { paths: undefined, expand: false };
  }
}

function refsOf({ branches, tags }: Repository): object {
  const listed = [...branches].map(([name, { id }]) => ({ name, ref: refOf(name), targetCommit: id }));
  return {
    branches: listed.filter(({ name }) => !name.startsWith("refs/")),
    converts: listed.filter(({ name }) => name.startsWith("refs/convert/")),
    tags: [...tags].map(([name, { id }]) => ({ name, ref: `refs/tags/${name}`, targetCommit: id })),
    pullRequests: listed.filter(({ name }) => name.startsWith("refs/pr/")),
  };
}

const refOf = (name: string) => (name.startsWith("refs/") ? name : `refs/heads/${name}`);
