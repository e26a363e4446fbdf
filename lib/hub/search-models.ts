import type { HubPage, HubSort } from "#cli-bridge/protocol/hub-answer.ts";
import type { HubAsker } from "./http/hub-asker.ts";
import { readJson } from "./http/read-json.ts";
import type { HubQuery } from "./hub.ts";
import { hubAddress } from "./hub-address.ts";
import { modelRows } from "./hub-shapes.ts";
import { toHubModelRow } from "./to-hub-model.ts";

const usualLimit = 20;
const limitMax = 100;

const sortWords: Record<HubSort, string> = {
  trending: "trendingScore",
  downloads: "downloads",
  likes: "likes",
  updated: "lastModified",
  created: "createdAt",
  size: "num_parameters",
};

const expanded = [
  ...["pipeline_tag", "private", "gated", "downloads", "likes", "lastModified", "library_name", "tags"],
  ...["gguf", "safetensors"],
];

type Searching = { asker: HubAsker; endpoint: string; signal?: AbortSignal | undefined };

/** One page of what the hub finds. `next` is handed back to have the page after it. */
export async function searchModels(query: HubQuery, searching: Searching): Promise<HubPage> {
  const { asker, endpoint, signal } = searching;
  const words = query.next === undefined ? toWords(query) : new URLSearchParams(query.next);
  const url = `${hubAddress.models(endpoint)}?${words}`;
  const { value, next } = await readJson(asker, { url, shape: modelRows, signal });
  return { models: value.map(toHubModelRow), next: next && new URL(next).search.slice(1) };
}

function toWords(query: HubQuery): URLSearchParams {
  const { text, author, pipelineTag, tags = [], sort, limit = usualLimit, gated, parameters } = query;
  const said: [string, string | undefined][] = [
    ["search", text],
    ["author", author],
    ["pipeline_tag", pipelineTag],
    ...tags.map((tag): [string, string] => ["filter", tag]),
    ["sort", sort && sortWords[sort]],
    ["gated", gated === undefined ? undefined : String(gated)],
    ["num_parameters", parameters],
    ["limit", String(Math.min(Math.max(limit, 1), limitMax))],
    ...expanded.map((word): [string, string] => ["expand", word]),
  ];
  return new URLSearchParams(
    said.filter((pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== ""),
  );
}
