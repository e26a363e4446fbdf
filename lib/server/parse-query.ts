import type { z } from "zod";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { plainIssues } from "./plain-issues.ts";

/** What is asked for in the query of a URL, judged at the door. What is empty is not asked. */
export function parseQuery<Schema extends z.ZodType>(
  schema: Schema,
  params: URLSearchParams,
): z.output<Schema> {
  const parsed = schema.safeParse(Object.fromEntries([...params].filter(([, value]) => value !== "")));
  if (parsed.success) return parsed.data;
  throw new ConsoleError("bad-input", "The query was not understood.", {
    hint: "See /api/openapi.json for what can be asked.",
    issues: plainIssues(parsed.error),
  });
}
