import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { RepoReference } from "./repo-reference.ts";

type Parts = {
  repo: string;
  revision?: string | undefined;
  file?: string | undefined;
  folder?: string | undefined;
  unsplit?: string[] | undefined;
};

/** Whether a path names one file with weights or settings, and no folder. */
export const isModelFile = (path: string | undefined): boolean =>
  /\.(gguf|safetensors|bin|pt|pth|onnx|json|txt|md|model|jinja)$/i.test(path ?? "");

const name = /^(?!.*(--|\.\.))[A-Za-z0-9_](?:[\w.-]{0,94}[\w])?$/;

export function isRepoName(text: string): boolean {
  const names = text.split("/");
  return names.length <= 2 && names.every((word) => name.test(word));
}

/** Judges each part by the hub's own rules, so that nothing strange is ever asked for or written to a disk. */
export function toReference(parts: Parts, said: string): RepoReference {
  const [whole = "", wish] = parts.repo.split(/:(.*)/s);
  const repo = whole.replace(/\.git$/, "");
  const names = repo.split("/");
  if (!isRepoName(repo)) {
    throw refused(
      said,
      names.length > 2 || repo === "" ? "is no name of a model" : `names no model: "${repo}"`,
    );
  }
  const wished = wish !== undefined && isModelFile(wish) ? { file: wish } : { quant: wish };
  if (wish === "") throw refused(said, "ends with a colon after which nothing stands");
  const reference = {
    repo,
    revision: parts.revision,
    folder: parts.folder,
    unsplit: parts.unsplit,
    file: wished.file ?? parts.file,
    quant: wished.quant,
  };
  guardRevision(reference.revision, said);
  for (const path of [reference.file, reference.folder]) guardPath(path, said);
  if (reference.quant !== undefined && !/^[\w.-]{1,64}$/.test(reference.quant))
    throw refused(said, `wishes for weights of a kind that there is not: ${reference.quant}`);
  return reference;
}

/** git's rules for the name of a branch, a tag or a commit. */
function guardRevision(revision: string | undefined, said: string): void {
  if (revision === undefined) return;
  if (revision === "") throw refused(said, "names no revision where one is due");
  const isWrong =
    revision.length > 255 ||
    /[\s~^:?*[\\\p{Cc}]|\.\.|@\{|\/\/|^[-/.]|[/.]$|\.lock$/u.test(revision) ||
    revision.split("/").some((part) => part.startsWith("."));
  if (isWrong) throw refused(said, `names no revision: "${revision}"`);
}

function guardPath(path: string | undefined, said: string): void {
  if (path === undefined) return;
  const isWrong =
    path.length > 1024 ||
    /[\\\p{Cc}]/u.test(path) ||
    path.split("/").some((part) => part === "" || part === "." || part === "..");
  if (isWrong) throw refused(said, "names a file in a way that no repository does");
}

export const refused = (said: string, why: string) =>
  new ConsoleError("bad-input", `${said === "" ? "Nothing" : said} ${why}.`, {
    hint: "Write owner/repo, owner/repo@branch, or paste the address of a model's page.",
  });

/** Places that people paste addresses of, and that speak no hub's language. */
const noHubs =
  /^(?:[\w-]+\.)*(?:github|gitlab|bitbucket|ollama|civitai|kaggle|reddit|youtube|google|medium|arxiv|wikipedia|discord)\.(?:com|org|io)$/i;

export const isElsewhere = (host: string): boolean => noHubs.test(host);

/** An address that leads to another host: a mirror that could be the hub, or no hub at all. */
export const elsewhere = (said: string, host: string, home: string) =>
  new ConsoleError("bad-input", `${said} is at ${host}, and models are taken from ${home}.`, {
    hint: isElsewhere(host)
      ? `Write owner/repo, or paste the address of the model's page at ${home}.`
      : `Write owner/repo, or make ${host} the hub with \`modeldeck set-config hub-endpoint\`.`,
  });
