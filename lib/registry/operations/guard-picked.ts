import { nearest } from "#cli-bridge/derive/nearest.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Picked } from "./maintain.ts";

/** So many are said of a plan in which nothing is near. */
const shownMax = 3;

/**
 * Refuses to leave out, or to keep, what the whole plan does not know. Somebody who mistypes the name of what is to
 * be spared has to learn of it before it goes.
 */
export function guardPicked({ except = [], only = [] }: Picked, known: Iterable<string>): void {
  if (except.length + only.length === 0) return;
  const items = new Set(known);
  const unknown = [...except, ...only].find((item) => !items.has(item));
  if (unknown === undefined) return;
  const near = nearest(unknown, [...items]);
  const some = [...items].slice(0, shownMax).join(", ");
  const instead = items.size > shownMax ? `It has ${some}, and more.` : `It has ${some}.`;
  throw new ConsoleError("bad-input", `The plan has no ${unknown} to leave out or to keep.`, {
    hint: near !== undefined ? `Did you mean ${near}?` : items.size === 0 ? "The plan is empty." : instead,
  });
}
