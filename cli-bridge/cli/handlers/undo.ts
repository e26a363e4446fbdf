import { applyUndo, planUndo, type UndoConflict } from "#lib/registry/operations/undo-change.ts";
import { applyInterrupted, planInterrupted } from "#lib/registry/operations/undo-interrupted.ts";
import { toSettledWords } from "#lib/registry/settle-moves.ts";
import { inPartWords } from "../in-part-words.ts";
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
        const interrupted = await planInterrupted(places.dir, run);
        if (interrupted) return interrupted;
        const planned = await planUndo(places, { run, except, only });
        conflicts = planned.conflicts;
        return planned.plan;
      },
      apply: async (expectedId) => {
        const interrupted = await planInterrupted(places.dir, run);
        if (interrupted) {
          const settled = await applyInterrupted(places.dir, interrupted, expectedId);
          return { plan: interrupted, result: { summary: settled.map(toSettledWords).join(" ") } };
        }
        const done = await applyUndo(places, { run, except, only }, expectedId);
        const { plan, backup, change, undone, inPart } = done;
        const isNothing = change === undefined && plan.files.length === 0;
        const summary = isNothing
          ? "Nothing of it was left to take back."
          : `Took back ${undone}${inPartWords(inPart)}.`;
        const result = { summary, ...(backup && { backup }) };
        return { plan, result, change };
      },
      more: () => ({ conflicts }),
    },
    session,
  );
};
