import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";

export type DownloadWanted = {
  /** `owner/repo`. */
  repo: string;
  /** Quantisations, names or patterns, where not all of it is meant. */
  weights: readonly string[];
};

const places = /^\/(?:tree|blob|resolve|raw|commit|commits|discussions)(?:\/|$)/;
const host = /^(?:https?:\/\/[^/]+\/|hf:\/\/|git@hf\.co:|(?:www\.)?(?:huggingface\.co|hf\.co)\/)/i;

/** What a download is of, however that was written: as a name, with a revision or a quantisation, as an address. */
export function downloadWanted({
  command,
  input,
}: Pick<RunRecord, "command" | "input">): DownloadWanted | undefined {
  if (command !== "download" || typeof input.model !== "string") return undefined;
  const model = input.model.trim().replace(/^<(.*)>$/, "$1");
  const path = model.replace(host, "");
  const [found] = /^[^/@:?#\s]+(?:\/[^/@:?#\s]+)?/.exec(path) ?? [];
  const repo = found?.replace(/\.git$/, "");
  const rest = path.slice(found?.length);
  // A hub may lie below a path of its host, where nobody can tell what of it is the repository.
  const isBelow = /^https?:/i.test(model) && /^\/[^/]/.test(rest) && !places.test(rest);
  if (repo === undefined || !/^[\w.-]+(?:\/[\w.-]+)?$/.test(repo) || isBelow) return undefined;
  const [, named] =
    /:([^/:]+)$/.exec(rest) ?? /\/([^/?#]+\.(?:gguf|safetensors))(?:[?#]|$)/i.exec(rest) ?? [];
  const said = [input.weights, input.files].map(wordsIn).find((words) => words.length > 0);
  return { repo, weights: said ?? (named === undefined ? [] : [named]) };
}

const wordsIn = (value: unknown): string[] =>
  [value].flat().filter((word): word is string => typeof word === "string" && word !== "");
