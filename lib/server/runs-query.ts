import { z } from "zod";
import { runEnd } from "#cli-bridge/protocol/run-end.ts";
import { lane, runState } from "#cli-bridge/protocol/run-record.ts";
import { parseQuery } from "./parse-query.ts";

export const wholeNumber = z
  .string()
  .regex(/^\d{1,15}$/, "Give a whole number.")
  .transform(Number);

const runsQuery = z.strictObject({
  state: runState.optional(),
  end: runEnd.optional(),
  lane: lane.optional(),
  changes: z.literal("only").optional(),
  live: z.enum(["all", "open"]).optional(),
  command: z.string().max(100).optional(),
  before: z
    .string()
    .regex(/^\d{1,15}$/, "Give the id of a run.")
    .optional(),
  limit: wholeNumber.pipe(z.number().min(1).max(999)).default(100),
});

/** Which runs are asked for in the query of a URL. */
export function parseRunsQuery(params: URLSearchParams) {
  return parseQuery(runsQuery, params);
}

export function parseWholeNumber(name: string, text: string | null): number | undefined {
  return text === null || text === ""
    ? undefined
    : parseQuery(z.object({ [name]: wholeNumber }), new URLSearchParams({ [name]: text }))[name];
}
