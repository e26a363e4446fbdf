import { applyTrashRestore, planTrashRestore } from "#lib/registry/operations/trash-restoring.ts";
import { placesOf } from "../places-of.ts";
import { rehearseOrApply } from "../rehearse-or-apply.ts";
import type { Handler } from "./index.ts";

export const trashRestore: Handler<"trash-restore"> = async (input, session) => {
  const places = placesOf(await session.settings());
  return rehearseOrApply(
    {
      name: "trash-restore",
      input,
      rehearse: () => planTrashRestore(input.id, places),
      apply: async (expectedId) => {
        const { plan, backup, change } = await applyTrashRestore(input.id, places, expectedId);
        return { plan, result: { summary: `Restored ${input.id}.`, ...(backup && { backup }) }, change };
      },
    },
    session,
  );
};
