import type { z } from "zod";
import type { Issue } from "#cli-bridge/protocol/console-error.ts";

/** What is wrong with a value from outside, in plain words. A schema that says it better itself is left to speak. */
export function plainIssues(error: z.ZodError): Issue[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.join(".");
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        path: [...issue.path, key].join("."),
        message: "There is no field of this name.",
      }));
    }
    return [{ path, message: plainMessage(issue) }];
  });
}

function plainMessage(issue: z.core.$ZodIssue): string {
  if (!/^(?:Invalid|Too|Unrecognized)/.test(issue.message)) return issue.message;
  switch (issue.code) {
    case "invalid_type":
      return / received undefined/.test(issue.message) ? "It is missing." : `Give ${nounOf(issue.expected)}.`;
    case "invalid_value":
      return `Choose from ${issue.values.join(", ")}.`;
    case "too_big":
      return issue.origin === "string"
        ? `Use at most ${issue.maximum} characters.`
        : `Use ${issue.maximum} or less.`;
    case "too_small":
      return issue.origin === "string"
        ? `Use at least ${issue.minimum} characters.`
        : `Use ${issue.minimum} or more.`;
    default:
      return "It was not understood.";
  }
}

const nouns: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "yes or no",
  array: "a list",
  object: "an object",
  record: "an object",
};

const nounOf = (expected: string) => nouns[expected] ?? expected;
