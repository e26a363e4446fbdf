import { applyUndo, planUndo, type UndoConflict } from "#lib/registry/operations/undo-change.ts";
import { placesOf } from "../places-of.ts";
import { rehearseOrApply } from "../rehearse-or-apply.ts";
import type { Handler } from "./index.ts";

export const undo: Handler<"undo"> = async (input, session) => {
  const places = placesOf(await session.settings());
  const { run, except, only } = input;
  let conflicts: UndoConflict[] = [];
  return rehearseOrApply(
    {
      name: "undo",
      input,
      rehearse: async () => {
        const planned = await planUndo(places, { run, except, only });
        conflicts = planned.conflicts;
        return planned.plan;
      },
      apply: async (expectedId) => {
        const { plan, backup, change, undone } = await applyUndo(places, { run, except, only }, expectedId);
        const result = { summary: `Took back ${undone}.`, ...(backup && { backup }) };
        return { plan, result, change };
      },
      more: () => ({ conflicts }),
    },
    session,
  );
};
