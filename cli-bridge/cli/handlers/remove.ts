import { toCountWords } from "#lib/format.ts";
import { applyRemoval, planRemoval, type RemovedModel } from "#lib/registry/remove-entry.ts";
import { placesOf } from "../places-of.ts";
import { rehearseOrApply } from "../rehearse-or-apply.ts";
import type { Handler } from "./index.ts";

export const remove: Handler<"remove"> = async (input, session) => {
  const { dir, roots } = placesOf(await session.settings());
  const { name, more, deleteFiles, purge, except, only } = input;
  const removal = { name, more, deleteFiles, purge, except, only };
  return rehearseOrApply(
    {
      name: "remove",
      input,
      rehearse: () => planRemoval(dir, removal, { roots }),
      apply: async (expectedId) => {
        const done = await applyRemoval(dir, { ...removal, plan: expectedId }, { roots });
        const { plan, backup, trash, trashItems, change, report } = done;
        const result = {
          summary: summaryOf(report, purge),
          ...(backup && { backup }),
          ...(trash && { trash, trashItems }),
          ...(report.length > 1 && { report }),
        };
        const says = purge ? "✅ Entry purged" : "✅ Download metadata cleared (entry retained)";
        return { plan, result, says: report.length === 1 ? says : result.summary, change };
      },
    },
    session,
  );
};

function summaryOf(report: readonly RemovedModel[], purge = false): string {
  const what = report.length === 1 ? report[0]?.name : undefined;
  if (purge)
    return `Purged ${what === undefined ? toCountWords(report.length, "entry", "entries") : `the entry ${what}`}.`;
  const whose = what ?? toCountWords(report.length, "entry", "entries");
  return `Cleared the download of ${whose}; ${report.length === 1 ? "the entry stays" : "the entries stay"}.`;
}
