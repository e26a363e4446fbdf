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
      words: ({ changed }) => {
        const isRenamed = ({ changes }: (typeof changed)[number]) =>
          changes.some(({ field }) => field === "name");
        const renamed = changed.filter(isRenamed).length;
        return {
          summary: `Renamed ${renamed} and changed what is displayed of ${changed.length - renamed}.`,
          says: `✅ Applied ${changed.length} display update(s)${renameSlugs ? " with slug renames" : ""}`,
        };
      },
      more: () => ({ ...report, rename_slugs: renameSlugs }),
    },
    session,
  );
};
