import { toCountWords } from "#lib/format.ts";
import { purgeDeprecated as operationOf } from "#lib/registry/operations/purge-deprecated.ts";
import { maintain } from "../maintain.ts";
import type { Handler } from "./index.ts";

export const purgeDeprecated: Handler<"purge-deprecated"> = (input, session) =>
  maintain(
    {
      name: "purge-deprecated",
      input,
      operation: operationOf({ placeholdersOnly: input.placeholdersOnly ?? false }),
      nothing: "🛈 No matching deprecated entries to purge",
      would: ({ removed }) => [
        `Will purge ${removed.length} deprecated entries:`,
        ...removed.map(({ name }) => `  • ${name}`),
        "Dry run: not modifying registry",
      ],
      words: ({ removed }) => ({
        summary: `Purged ${toCountWords(removed.length, "deprecated entry", "deprecated entries")}.`,
        says: `✅ Purged ${removed.length} entries`,
      }),
    },
    session,
  );
