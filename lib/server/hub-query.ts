import { z } from "zod";
import { hubSorts } from "#cli-bridge/protocol/hub-answer.ts";
import type { SearchSaid } from "#lib/hub/search-query.ts";
import { parseQuery } from "./parse-query.ts";

const words = z.string().max(256);
const items = words.transform((text) => text.split(","));

const searchQuery = z.strictObject({
  query: words.optional(),
  author: words.optional(),
  task: words.optional(),
  format: items.optional(),
  tag: items.optional(),
  smallest: words.optional(),
  largest: words.optional(),
  ungated: z.literal("true", { error: "Say true, or leave it out." }).optional(),
  sort: z.enum(hubSorts).default("trending"),
  limit: z
    .string()
    .regex(/^\d{1,3}$/, "Give a whole number.")
    .transform(Number)
    .pipe(z.number().min(1).max(100))
    .optional(),
  next: z.string().max(4096).optional(),
});

/** A search as an address asks for it, in the words of the command. */
export function parseHubSearch(params: URLSearchParams): SearchSaid {
  const { query, ungated, ...said } = parseQuery(searchQuery, params);
  return { ...said, words: query, ungated: ungated === "true" };
}

const refsQuery = z.strictObject({ repo: z.string({ error: "Name a model." }).max(512) });

export const parseRepoAsked = (params: URLSearchParams): string => parseQuery(refsQuery, params).repo;
