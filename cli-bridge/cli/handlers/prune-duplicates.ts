import { toCountWords } from "#lib/format.ts";
import { pruneDuplicates as operationOf } from "#lib/registry/operations/prune-duplicates.ts";
import { maintain } from "../maintain.ts";
import { placesOf } from "../places-of.ts";
import type { Handler } from "./index.ts";

export const pruneDuplicates: Handler<"prune-duplicates"> = async (input, session) => {
  const { roots } = placesOf(await session.settings());
  const { backend, except, only } = input;
  const keptOf = (removed: readonly { why: string }[]) => new Set(removed.map(({ why }) => why)).size;
  return maintain(
    {
      name: "prune-duplicates",
      input,
      operation: operationOf({ backend, roots, picked: { except, only } }),
      nothing: "🛈 No duplicates detected for pruning",
      would: ({ removed }) => [
        `Would remove ${removed.length} duplicate entries: ${removed.map(({ name }) => name).join(", ")}`,
        ...(input.verbose ? removed.map(({ name, why }) => `  • ${name}: ${why}`) : []),
      ],
      words: ({ removed }) => ({
        summary: `Pruned ${toCountWords(removed.length, "duplicate")}.`,
        says: `✅ Pruned ${removed.length} duplicate entries (remaining kept groups: ${keptOf(removed)})`,
      }),
    },
    session,
  );
};
