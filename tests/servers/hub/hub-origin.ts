import { gateOf, isRefusal, maySee, refusalOf, refusals, sendRefusal, visitorOf } from "./access.ts";
import { answerAboutRepo } from "./answer-about-repo.ts";
import { describeRepo, expandedTo } from "./describe-repo.ts";
import { type Exchange, sendJson, sendText } from "./exchange.ts";
import type { Faults } from "./faults.ts";
import type { FileContent } from "./file-content.ts";
import type { HubAccount } from "./hub-shapes.ts";
import type { Repository } from "./repository.ts";
import { searchRepos } from "./search-repos.ts";
import { sendFile } from "./send-file.ts";
import type { SignedUrls } from "./signed-urls.ts";
import { sendPage } from "./tree-pages.ts";

export type Hub = {
  repositories: readonly Repository[];
  tokens: Readonly<Record<string, HubAccount>>;
  blobs: Map<string, FileContent>;
  urls: SignedUrls;
  faults: Faults;
  cdnUrl: () => string;
  pageSize: number;
  resolveCache: boolean;
};

const verbs = new Set(["revision", "tree", "refs", "paths-info", "resolve", "raw", "blob", "xet-read-token"]);
const searchLimit = 500;

/** Where a request is about a repository: which, and what of it. */
export type Asked = { repository: Repository; verb: string; rest: string[] };

export async function answerAsHub(exchange: Exchange, hub: Hub): Promise<void> {
  const { parts } = exchange;
  const visitor = visitorOf(exchange, hub.tokens);
  if (isRefusal(visitor)) return sendRefusal(exchange, visitor);
  const inApi = parts[0] === "api";
  const place = inApi ? parts.slice(1) : parts;
  if (inApi && place[0] === "whoami-v2") return sendAccount(exchange, visitor.account);
  if (inApi && place[0] === "resolve-cache") return answerAsHub({ ...exchange, parts: cached(place) }, hub);
  const kind = place[0] === "datasets" ? "dataset" : "model";
  if (inApi && place[0] !== "models" && place[0] !== "datasets") return sendRefusal(exchange, refusals.page);
  const path = inApi || kind === "dataset" ? place.slice(1) : place;
  if (inApi && path.length === 0) {
    const seen = hub.repositories.filter(
      (repository) =>
        repository.kind === kind && maySee(repository, visitor) && repository.said.renamedTo === undefined,
    );
    return sendFound(exchange, seen, hub.pageSize);
  }
  const depth = path.length === 1 || verbs.has(path[1] ?? "") ? 1 : 2;
  const name = path.slice(0, depth).join("/");
  const repository = hub.repositories.find((one) => one.kind === kind && one.said.name === name);
  const refusal = refusalOf(repository, visitor);
  if (repository === undefined || refusal !== undefined)
    return sendRefusal(exchange, refusal ?? refusals.page);
  const { renamedTo } = repository.said;
  if (renamedTo !== undefined) return sendRenamed(exchange, name, renamedTo);
  const asked = { repository, verb: path[depth] ?? "", rest: path.slice(depth + 1) };
  if (inApi) return answerAboutRepo(exchange, asked, hub.pageSize);
  if (asked.verb === "") return sendCard(exchange, repository);
  if (asked.verb !== "resolve" && asked.verb !== "raw") return sendRefusal(exchange, refusals.page);
  const gate = gateOf(repository, visitor);
  return gate === undefined ? sendFile(exchange, asked, hub) : sendRefusal(exchange, gate);
}

/** `/api/resolve-cache/models/{repo}/{commit}/{path}` says in other words what `/{repo}/resolve/{commit}/{path}` does. */
function cached([, kind, ...rest]: string[]): string[] {
  const before = kind === "datasets" ? ["datasets"] : [];
  return [...before, ...rest.slice(0, 2), "resolve", ...rest.slice(2)];
}

function sendFound(exchange: Exchange, seen: readonly Repository[], pageSize: number): Promise<void> {
  const { query } = exchange;
  const limit = Math.min(Number(query.get("limit") ?? searchLimit) || searchLimit, searchLimit, pageSize);
  return sendPage(exchange, searchRepos(seen, query), limit, async (repository) => {
    const [commit] = repository.branches.values();
    if (commit === undefined) return {};
    const { siblings, config, cardData, gguf, safetensors, usedStorage, ...row } = await describeRepo(
      repository,
      commit,
    );
    const full = query.get("full") === "true" ? { ...row, siblings } : row;
    const all = { ...row, siblings, config, cardData, gguf, safetensors, usedStorage };
    const expand = query.getAll("expand");
    return expand.length === 0 ? full : expandedTo(all, expand);
  });
}

/** The way to the new name, relative as the hub's is. */
function sendRenamed(exchange: Exchange, name: string, renamedTo: string): void {
  const location = exchange.record.path.replace(`/${name}`, `/${renamedTo}`);
  const text = `Temporary Redirect. Redirecting to ${location}`;
  sendText(exchange, 307, text, { Location: location });
}

function sendAccount(exchange: Exchange, account: HubAccount | undefined): void {
  if (account === undefined) {
    sendRefusal(exchange, refusals.noUser);
    return;
  }
  const { name } = account;
  const accessToken = { displayName: "modeldeck", role: "read", createdAt: "2026-01-15T08:30:00.000Z" };
  const auth = { type: "access_token", accessToken };
  sendJson(exchange, 200, { type: "user", id: name, name, fullname: name, isPro: false, orgs: [], auth });
}

function sendCard(exchange: Exchange, { said }: Repository): void {
  const title = said.name.replaceAll(/[<>&]/g, "");
  sendText(exchange, 200, `<!doctype html><title>${title}</title><h1>${title}</h1>\n`, {
    "Content-Type": "text/html; charset=utf-8",
  });
}
