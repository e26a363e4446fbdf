import { toCountWords } from "#lib/format.ts";
import { normalizeFormats as operationOf } from "#lib/registry/operations/normalize-formats.ts";
import { maintain } from "../maintain.ts";
import { placesOf } from "../places-of.ts";
import { withRememberedModels } from "../remembered-models.ts";
import type { Handler } from "./index.ts";

export const normalizeFormats: Handler<"normalize-formats"> = (input, session) =>
  withRememberedModels(
    session,
    async (detect, looked) => {
      const { roots } = placesOf(await session.settings());
      const { except, only } = input;
      const operation = operationOf({
        rebuild: input.rebuild ?? false,
        correctCurated: input.correctCurated ?? false,
        pruneMissing: input.pruneMissing ?? false,
        base: input.base,
        roots,
        detect,
        looked,
        picked: { except, only },
        onLook: (item, done, total) =>
          session.tellProgress({ phase: "normalize", unit: "entries", done, total, item }),
      });
      return maintain(
        {
          name: "normalize-formats",
          input,
          operation,
          nothing: "✅ No changes detected",
          would: () => ["🛈 Dry run (no changes written). Use --apply to persist."],
          words: ({ changed, removed }) => ({
            summary: `Corrected ${toCountWords(changed.length, "entry", "entries")}, removed ${removed.length}.`,
            says: `✅ Applied ${changed.length + removed.length} changes to registry`,
          }),
        },
        session,
      );
    },
    { asksAll: input.only === undefined && input.base === undefined },
  );
