import { toCountWords } from "#lib/format.ts";
import { applyTrashRestore, planTrashRestore } from "#lib/registry/operations/trash-restoring.ts";
import { inPartWords } from "../in-part-words.ts";
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
        const { plan, inPart, backup, change } = await applyTrashRestore(input.id, places, expectedId);
        const [what = input.id, ...more] = [...plan.added, ...plan.changed].map(({ name }) => name);
        const summary = `Restored ${what}${more.length > 0 ? ` and ${toCountWords(more.length, "more model")}` : ""}${inPartWords(inPart)}.`;
        return { plan, result: { summary, ...(backup && { backup }) }, change };
      },
    },
    session,
  );
};
