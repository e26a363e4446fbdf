import { pastedReference } from "#cli-bridge/derive/pasted-reference.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { elsewhere, isElsewhere, isModelFile, refused, toReference } from "./reference-parts.ts";

export type RepoReference = {
  repo: string;
  revision: string | undefined;
  file: string | undefined;
  /** `owner/repo:Q4_K_M`, as Ollama and llama.cpp write which weights are meant. */
  quant: string | undefined;
  /** A folder of the repository, where the address showed one. */
  folder: string | undefined;
  /**
   * Revision and path as they stood in an address, where only the hub's list of branches can tell how long the
   * name of the branch is: `tree/feature/x/weights`.
   */
  unsplit: string[] | undefined;
};

/** Addresses of the hub itself lead to its mirror as well. */
const hubHosts = ["huggingface.co", "www.huggingface.co", "hf.co"];
const lengthMax = 2048;
/** Addresses that need no two slashes. What else stands before a colon is a name, and after it the wish for weights. */
const otherSchemes = /^(?:javascript|vbscript|data|file|mailto|about|blob):/i;

/** Understands every way in which people write a model of the hub, or says what is wrong with this one. */
export function parseRepoReference(text: string, endpoint: string): RepoReference {
  const said = pastedReference(text) ?? text.trim().replace(/^<(.*)>$|^"(.*)"$|^'(.*)'$/, "$1$2$3");
  if (said === "" || said.length > lengthMax) throw refused(said.slice(0, 80), "is no name of a model");
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(said)?.[1]?.toLowerCase();
  if (scheme === "http" || scheme === "https") return fromUrl(said, endpoint);
  if (scheme === "hf") return fromPath(said.slice("hf://".length), said, "hf://");
  if (scheme !== undefined) throw refused(said, `begins with ${scheme}://, which is no address of the hub`);
  if (otherSchemes.test(said)) throw refused(said, "is no address of the hub");
  if (/^[/~]/.test(said)) throw refused(said, "is a path, and no model of the hub");
  const git = /^git@hf\.co:(.+)$/.exec(said)?.[1];
  const [first = "", ...rest] = said.split("/");
  const home = new URL(endpoint).host;
  const isHost = hubHosts.includes(first) || first === home;
  if (!isHost && isElsewhere(first)) throw elsewhere(said, first, home);
  return fromPath(git ?? (isHost ? rest.join("/") : said), said, "plain");
}

function fromUrl(said: string, endpoint: string): RepoReference {
  const url = URL.parse(said);
  const home = new URL(endpoint);
  if (url === null) throw refused(said, "is no address");
  const isHome = url.host === home.host;
  if (!isHome && !hubHosts.includes(url.host)) throw elsewhere(said, url.host, home.host);
  const below = isHome ? home.pathname.replace(/\/+$/, "") : "";
  const path = url.pathname.startsWith(`${below}/`) ? url.pathname.slice(below.length) : url.pathname;
  const reference = fromPath(path.replace(/^\/+/, ""), said, "address");
  const shown = url.searchParams.get("show_file_info");
  if (shown === null || reference.file !== undefined) return reference;
  return toReference({ ...reference, file: shown }, said);
}

const kinds = { datasets: "a dataset", spaces: "a space" } as const;
const places = /^(tree|blob|resolve|raw|file|blame|edit|commit|commits|revision|discussions|settings)$/;
const noModels =
  /^(models|docs|collections|papers|settings|organizations|join|login|pricing|blog|tasks|api)$/;

/** Names, after whatever stood before them: `owner/repo`, and what may follow. */
function fromPath(path: string, said: string, written: "address" | "hf://" | "plain"): RepoReference {
  const words = path
    .replace(/[?#].*$/s, "")
    .split("/")
    .filter((word) => word !== "");
  const parts = words.map((word) => toDecoded(word, said));
  const named = parts[0] === "api" && parts[1] === "models" ? parts.slice(2) : parts;
  const [first = "", second = ""] = named;
  if (first in kinds && second !== "") {
    throw new ConsoleError("bad-input", `${said} is ${kinds[first as keyof typeof kinds]}, and no model.`, {
      hint: "Modeldeck downloads models; give the owner/repo of one.",
    });
  }
  const isApi = named !== parts;
  if (noModels.test(first) && (written === "address" || second === "") && !isApi)
    throw refused(said, "is a page of the hub, and no model");
  const at = named.findIndex((part) => part.includes("@"));
  if (at === 0 || at === 1) return withRevision(named, at, { said, written });
  const isBare = named.length === 1 || places.test(second);
  const [owner, rest] = isBare ? [named.slice(0, 1), named.slice(1)] : [named.slice(0, 2), named.slice(2)];
  return toReference(withTail(owner.join("/"), rest), said);
}

type Written = { said: string; written: "address" | "hf://" | "plain" };

/** `owner/repo@revision`. In plain words a revision may hold slashes; after hf:// what follows is a path. */
function withRevision(parts: readonly string[], at: number, { said, written }: Written): RepoReference {
  const [name = "", start = ""] = (parts[at] ?? "").split(/@(.*)/s);
  const repo = [...parts.slice(0, at), name].join("/");
  const after = parts.slice(at + 1);
  if (written === "plain") {
    const [revision = "", wish] = [start, ...after].join("/").split(/:(.*)/s);
    return toReference({ repo: wish === undefined ? repo : `${repo}:${wish}`, revision }, said);
  }
  const [revision, path] =
    start === "refs" ? [["refs", ...after.slice(0, 2)].join("/"), after.slice(2)] : [start, after];
  return toReference({ repo, revision, file: path.join("/") || undefined }, said);
}

/** What stands after the name: a place with a revision, or the path of a file. */
function withTail(repo: string, tail: readonly string[]): Parameters<typeof toReference>[0] {
  const [place = "", ...rest] = tail;
  if (tail.length === 0) return { repo };
  if (!places.test(place)) return { repo, file: tail.join("/") };
  if (place === "discussions" || place === "settings") return { repo };
  if (place === "commits" || place === "commit" || place === "revision")
    return { repo, revision: rest.join("/") };
  const isFolder = place === "tree" || place === "edit";
  const [first = "", kind = ""] = rest;
  if (first === "refs" && (kind === "pr" || kind === "convert" || kind === "heads")) {
    const revision = kind === "heads" ? (rest[2] ?? "") : rest.slice(0, 3).join("/");
    return { repo, revision, ...toPath(rest.slice(3), isFolder) };
  }
  const isSettled =
    rest.length < 2 || first === "main" || first.includes("/") || /^[0-9a-f]{40}$/.test(first);
  return { repo, revision: first, ...toPath(rest.slice(1), isFolder), ...(!isSettled && { unsplit: rest }) };
}

const toPath = (parts: readonly string[], isFolder: boolean) => {
  const path = parts.join("/") || undefined;
  return isFolder && !isModelFile(path) ? { folder: path } : { file: path };
};

function toDecoded(word: string, said: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    throw refused(said, "holds a percent sign that stands for nothing");
  }
}
