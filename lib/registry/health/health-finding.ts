import type { Entry } from "../entry.ts";

/** `error` is wrong now, `warning` will hurt somebody, `note` is good to know. */
export type Severity = "error" | "warning" | "note";

/** An entry, a file or a folder that a finding is about. */
export type FindingItem = { name: string; detail?: string };

/** A command that mends what was found. */
export type Mend = { command: string; input: Readonly<Record<string, unknown>> };

export type HealthFinding = {
  /** What was looked for, in a word that scripts can rely on. */
  check: string;
  severity: Severity;
  title: string;
  /** Why it matters, and what to do where no command does it. */
  says: string;
  items: readonly FindingItem[];
  mend?: Mend;
};

type Found = Omit<HealthFinding, "items" | "mend"> & { mend?: Mend | undefined };

/** One finding for everything that a check met, or none. */
export function findingOf({ mend, ...found }: Found, items: readonly FindingItem[]): HealthFinding[] {
  if (items.length === 0) return [];
  return [{ ...found, items, ...(mend && { mend }) }];
}

/** What is locked refuses to be mended, so that no command is named for it. */
export const isFree = ({ versionLock }: Pick<Entry, "versionLock">): boolean => !versionLock.locked;

/** How a command is told several models: the first by name, the others after it. */
export function severalModels(items: readonly FindingItem[]): { name?: string; more?: string[] } {
  const [first, ...rest] = items.map(({ name }) => name);
  return first === undefined ? {} : { name: first, ...(rest.length > 0 && { more: rest }) };
}
