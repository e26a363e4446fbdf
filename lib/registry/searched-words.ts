import type { SearchedPart } from "#cli-bridge/protocol/registry-columns.ts";
import type { Entry } from "./entry.ts";

const wordsOf: Readonly<Record<SearchedPart, (entry: Entry) => unknown[]>> = {
  files: ({ files, artifacts, chatTemplate }) => [
    ...new Set([...files, ...artifacts.files.map(({ path }) => path), chatTemplate.path]),
  ],
  serving: ({ path, backendConfig: { port, modelPath, extraArgs, host, baseUrl } }) => [
    ...[port, host, baseUrl, ...extraArgs],
    // Mostly it is the same, and one that differs is worth finding.
    modelPath === path ? undefined : modelPath,
  ],
  defaults: ({ generationDefaults }) => Object.entries(generationDefaults).flat(2),
  origin: ({ huggingfaceId }) => [huggingfaceId],
  notes: ({ metadata }) => [metadata.notes],
};

/** What is searched of a part of an entry, in lower case; nothing where it says nothing. */
export function searchedWords(part: SearchedPart, entry: Entry): string | undefined {
  const said = wordsOf[part](entry).filter((word) => typeof word === "string" || typeof word === "number");
  return said.length === 0 ? undefined : said.join("\n").toLowerCase();
}
