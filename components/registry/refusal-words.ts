import type { Refusal } from "#components/run/ask-api.ts";

const shownMax = 80;

/** Why nothing can be saved, and the way out. */
export type SaveFault = { says: string; hint?: string | undefined };

/** What was refused of an edit, each thing by what was said and not by where the command has it. */
export function refusalWords({ message, hint, issues = [] }: Refusal, input: unknown): SaveFault {
  if (issues.length === 0) return { says: message, hint };
  const told = issues.map(({ path, message: why }) => {
    const said = valueAt(input, path.split("."));
    return said === undefined || said === "" ? why : `“${said.slice(0, shownMax)}”: ${why}`;
  });
  return { says: [...new Set(told)].join(" ") };
}

/** A word or a number that stands there. */
function valueAt(input: unknown, [name, ...rest]: readonly string[]): string | undefined {
  if (name === undefined)
    return typeof input === "string" || typeof input === "number" ? String(input) : undefined;
  if (typeof input !== "object" || input === null || !Object.hasOwn(input, name)) return undefined;
  return valueAt(Reflect.get(input, name), rest);
}
