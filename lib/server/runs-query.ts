import { z } from "zod";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { runEnd } from "#cli-bridge/protocol/run-end.ts";
import { lane, runState } from "#cli-bridge/protocol/run-record.ts";
import { plainIssues } from "./plain-issues.ts";

const wholeNumber = z
  .string()
  .regex(/^\d{1,15}$/, "Give a whole number.")
  .transform(Number);

const runsQuery = z.strictObject({
  state: runState.optional(),
  end: runEnd.optional(),
  lane: lane.optional(),
  live: z.literal("all").optional(),
  command: z.string().max(100).optional(),
  before: z
    .string()
    .regex(/^\d{1,15}$/, "Give the id of a run.")
    .optional(),
  limit: wholeNumber.pipe(z.number().min(1).max(999)).default(100),
});

/** Which runs are asked for in the query of a URL. */
export function parseRunsQuery(params: URLSearchParams) {
  return parse(runsQuery, Object.fromEntries([...params].filter(([, value]) => value !== "")));
}

export function parseWholeNumber(name: string, text: string | null): number | undefined {
  return text === null || text === ""
    ? undefined
    : parse(z.object({ [name]: wholeNumber }), { [name]: text })[name];
}

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ConsoleError("bad-input", "The query was not understood.", {
    hint: "See /api/openapi.json for what can be asked.",
    issues: plainIssues(parsed.error),
  });
}
