import { z } from "zod";
import type { EntryQuery } from "#lib/registry/query-entries.ts";
import { sortFields } from "#lib/registry/sort-entries.ts";
import { parseQuery } from "./parse-query.ts";

const word = z.string().max(512);
const yesOrNo = z
  .enum(["true", "false"], { error: "Say true or false." })
  .transform((text) => text === "true");
const sorts = [...sortFields, ...sortFields.map((field) => `-${field}` as const)];
const count = (max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, "Give a whole number.")
    .transform(Number)
    .pipe(z.number().max(max, `Use ${max} or less.`));

const registryQuery = z.strictObject({
  query: word.optional(),
  backend: word.optional(),
  format: word.optional(),
  quantization: word.optional(),
  location: word.optional(),
  capability: word.optional(),
  role: word.optional(),
  installed: yesOrNo.optional(),
  tag: word.optional(),
  layer: word.optional(),
  deprecated: yesOrNo.optional(),
  favourite: yesOrNo.optional(),
  testing: yesOrNo.optional(),
  sort: z.enum(sorts).optional(),
  offset: count(1_000_000).default(0),
  limit: count(1_000).default(100),
});

/** What is asked for in the query of a URL. A filter that is empty is no filter. */
export function parseRegistryQuery(params: URLSearchParams): EntryQuery {
  return parseQuery(registryQuery, params);
}
