import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";

export type DownloadWanted = {
  /** `owner/repo`. */
  repo: string;
  /** Quantisations, names or patterns, where not all of it is meant. */
  weights: readonly string[];
};

const host = /^(?:https?:\/\/[^/]+\/|hf:\/\/|(?:www\.)?(?:huggingface\.co|hf\.co)\/)/i;

/** What a download is of, however that was written: as a name, with a revision or a quantisation, as an address. */
export function downloadWanted({
  command,
  input,
}: Pick<RunRecord, "command" | "input">): DownloadWanted | undefined {
  if (command !== "download" || typeof input.model !== "string") return undefined;
  const path = input.model.trim().replace(host, "");
  const [repo] = /^[^/@:?#\s]+(?:\/[^/@:?#\s]+)?/.exec(path) ?? [];
  if (repo === undefined) return undefined;
  const rest = path.slice(repo.length);
  const [, named] =
    /:([^/:]+)$/.exec(rest) ?? /\/([^/?#]+\.(?:gguf|safetensors))(?:[?#]|$)/i.exec(rest) ?? [];
  const said = [input.weights, input.files].map(wordsIn).find((words) => words.length > 0);
  return { repo, weights: said ?? (named === undefined ? [] : [named]) };
}

const wordsIn = (value: unknown): string[] =>
  [value].flat().filter((word): word is string => typeof word === "string" && word !== "");
