import { toCountWords, toNumberWords } from "#lib/format.ts";
import { applyTidying, planTidying, type TidyFound } from "#lib/registry/operations/tidy-empty-folders.ts";
import { placesOf } from "../places-of.ts";
import { rehearseOrApply } from "../rehearse-or-apply.ts";
import type { Handler } from "./index.ts";

export const tidyEmptyDirs: Handler<"tidy-empty-dirs"> = async (input, session) => {
  const { dir, roots } = placesOf(await session.settings());
  const { weightsRoot, except, only } = input;
  const tidying = { weightsRoot, roots, picked: { except, only } };
  const nothing = "🛈 No empty repo directories found";
  return rehearseOrApply(
    {
      name: "tidy-empty-dirs",
      input,
      rehearse: async () => {
        const { plan, found } = await planTidying(dir, tidying);
        if (plan.files.length === 0) session.print.line(nothing);
        else for (const each of found) session.print.line(candidatesIn(each));
        return plan;
      },
      apply: async (expectedId) => {
        const { plan, counts, change } = await applyTidying(dir, tidying, expectedId);
        const { repos, owners } = counts;
        if (plan.files.length === 0) return { plan, result: { summary: nothing }, says: nothing, change };
        const theirs = owners > 0 ? ` and ${toNumberWords(owners)} of their owners` : "";
        const summary = `Removed ${toCountWords(repos, "empty model folder")}${theirs}.`;
        const says = `✅ Tidy complete — repos removed: ${repos}, owners removed: ${owners}`;
        return { plan, result: { summary }, says, change };
      },
    },
    session,
  );
};

const candidatesIn = ({ root, repos }: TidyFound) => `📊 Candidates: ${repos.length} under ${root}`;
