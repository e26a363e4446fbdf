import { applyRemoval, planRemoval } from "#lib/registry/remove-entry.ts";
import { placesOf } from "../places-of.ts";
import { rehearseOrApply } from "../rehearse-or-apply.ts";
import type { Handler } from "./index.ts";

export const remove: Handler<"remove"> = async (input, session) => {
  const { dir, roots } = placesOf(await session.settings());
  const { name, deleteFiles, purge } = input;
  const removal = { name, deleteFiles, purge };
  return rehearseOrApply(
    {
      name: "remove",
      input,
      rehearse: () => planRemoval(dir, removal, { roots }),
      apply: async (expectedId) => {
        const run = process.env.MODELDECK_RUN;
        const { plan, backup, trash } = await applyRemoval(
          dir,
          { ...removal, plan: expectedId, run },
          { roots },
        );
        const undo = trash && { command: "trash-restore", input: { id: trash } };
        const result = {
          summary: purge ? `Purged the entry ${name}.` : `Cleared the download of ${name}; the entry stays.`,
          ...(backup && { backup }),
          ...(trash && { trash }),
          ...(undo && { undo }),
        };
        const says = purge ? "✅ Entry purged" : "✅ Download metadata cleared (entry retained)";
        return { plan, result, says };
      },
    },
    session,
  );
};
