import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { alikeMin, gap, withoutNames } from "./alike-warnings.ts";

type Obstacle = Plan["blocked"][number];

/** What stands in the way of one thing, or in the same way of several, whose names are then given. */
export type AlikeObstacles = Pick<Obstacle, "what" | "why" | "hint"> & { of: string[] };

/** Puts obstacles together that differ in the thing only; each group stands where its first one stood. */
export function alikeObstacles(blocked: readonly Obstacle[]): AlikeObstacles[] {
  const groups = Map.groupBy(blocked, (obstacle) =>
    JSON.stringify([obstacle.why, stateIn(obstacle), withoutNames(hintFor(obstacle))]),
  );
  return [...groups.values()].flatMap((group) =>
    group.length < alikeMin
      ? group.map(({ what, why, hint }) => ({ what, why, hint, of: [] }))
      : [toAlike(group)],
  );
}

/** What is said of the thing beside its name, as in `tiny is locked`. */
const stateIn = ({ what, item }: Obstacle): string =>
  item !== undefined && what.startsWith(`${item} `) ? what.slice(item.length) : "";

function toAlike(group: readonly Obstacle[]): AlikeObstacles {
  const [first = { what: "", why: "" }] = group;
  const state = stateIn(first);
  const hints = new Set(group.map(hintFor));
  const [hint = ""] = hints;
  return {
    what: `${gap}${state}`,
    why: first.why,
    hint: (hints.size > 1 ? withoutNames(hint) : hint) || undefined,
    of: group.map(({ what }) => what.slice(0, what.length - state.length)),
  };
}

/** A way out that names the thing names it last. */
function hintFor({ hint = "", item }: Obstacle): string {
  const isNamed = item !== undefined && hint.endsWith(item);
  return isNamed ? `${hint.slice(0, hint.length - item.length)}${gap}` : hint;
}
