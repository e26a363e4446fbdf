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
  const isUnknown = (item: string) => !items.has(item);
  const [stray, unkept] = [except.find(isUnknown), only.find(isUnknown)];
  const unknown = stray ?? unkept;
  if (unknown === undefined) return;
  const near = nearest(unknown, [...items]);
  const some = [...items].slice(0, shownMax).join(", ");
  const [option, vain] =
    stray === undefined
      ? ["--only", "the plan cannot be cut down to it"]
      : ["--except", "it cannot be left out"];
  const instead = `${option} takes what is in the plan by its name: ${some}${items.size > shownMax ? " and more" : ""}.`;
  throw new ConsoleError("bad-input", `Nothing in the plan is called ${unknown}, so ${vain}.`, {
    hint: near !== undefined ? `Did you mean ${near}?` : items.size === 0 ? "The plan is empty." : instead,
  });
}
