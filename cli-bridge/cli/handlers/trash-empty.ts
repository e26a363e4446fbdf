import { toByteWords, toCountWords } from "#lib/format.ts";
import { applyTrashEmptying, planTrashEmptying } from "#lib/registry/operations/trash-emptying.ts";
import { placesOf } from "../places-of.ts";
import { rehearseOrApply } from "../rehearse-or-apply.ts";
import type { Handler } from "./index.ts";

export const trashEmpty: Handler<"trash-empty"> = async (input, session) => {
  const places = placesOf(await session.settings());
  const { id, olderThanDays } = input;
  const wanted = { id, olderThanDays };
  return rehearseOrApply(
    {
      name: "trash-empty",
      input,
      rehearse: () => planTrashEmptying(wanted, places),
      apply: async (expectedId) => {
        const { plan, ids, bytes } = await applyTrashEmptying(wanted, places, expectedId);
        const summary = `Deleted ${toCountWords(ids.length, "item")} for ever, ${toByteWords(bytes)}.`;
        return { plan, result: { summary } };
      },
    },
    session,
  );
};
