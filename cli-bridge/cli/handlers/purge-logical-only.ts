import { toCountWords } from "#lib/format.ts";
import { purgeLogicalOnly as operationOf } from "#lib/registry/operations/purge-logical-only.ts";
import { maintain } from "../maintain.ts";
import { namesShown } from "../names-shown.ts";
import type { Handler } from "./index.ts";

export const purgeLogicalOnly: Handler<"purge-logical-only"> = (input, session) =>
  maintain(
    {
      name: "purge-logical-only",
      input,
      operation: operationOf({ includeCurated: input.includeCurated ?? false }),
      nothing: "🛈 No logical-only entries found",
      would: ({ removed }) => [
        `Would remove ${removed.length} logical-only entries: ${namesShown(removed, 12)}`,
      ],
      words: ({ removed }) => ({
        summary: `Removed ${toCountWords(removed.length, "entry", "entries")} without files.`,
        says: `✅ Removed ${removed.length} logical-only entries`,
      }),
    },
    session,
  );
