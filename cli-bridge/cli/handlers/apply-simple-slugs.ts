import { applySlugs, type SlugsReport } from "#lib/registry/operations/slugs-applied.ts";
import { maintain } from "../maintain.ts";
import type { Handler } from "./index.ts";

export const applySimpleSlugs: Handler<"apply-simple-slugs"> = async (input, session) => {
  const { renameSlugs = false, except, only } = input;
  let report: SlugsReport = { operations: [], skipped: [] };
  const operation = applySlugs(
    {
      renameSlugs,
      disambiguate: input.disambiguate ?? "backend",
      includeOllama: input.includeOllama ?? true,
      includeHf: input.includeHf ?? true,
      allowSkip: input.allowSkipOnCollision ?? true,
      testsOnly: input.testsOnly ?? false,
      picked: { except, only },
    },
    (each) => {
      report = each;
    },
  );
  const nothing = "Every name is simple already.";
  return maintain(
    {
      name: "apply-simple-slugs",
      input,
      operation,
      nothing,
      words: ({ added, changed }) => {
        const count = added.length + changed.length;
        const renamed = renameSlugs ? " with slug renames" : "";
        return {
          summary: `Renamed ${added.length} and changed what is displayed of ${changed.length}.`,
          says: `✅ Applied ${count} display update(s)${renamed}`,
        };
      },
      more: () => ({ ...report, rename_slugs: renameSlugs }),
    },
    session,
  );
};
