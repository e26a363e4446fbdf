import { resolve } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { toCountWords } from "#lib/format.ts";
import { purgeHf as operationOf } from "#lib/registry/operations/purge-hf.ts";
import { maintain } from "../maintain.ts";
import { placesOf } from "../places-of.ts";
import type { Handler } from "./index.ts";

export const purgeHf: Handler<"purge-hf"> = async (input, session) => {
  const { roots } = placesOf(await session.settings());
  const folders = input.weightsRoot === undefined ? roots : [resolve(input.weightsRoot)];
  if (folders.length === 0) {
    throw new ConsoleError("bad-input", "There is no folder to purge: no root is configured.", {
      hint: "Name one with --weights-root, or set MODELDECK_ROOTS.",
    });
  }
  const under = folders.join(", ");
  return maintain(
    {
      name: "purge-hf",
      input,
      operation: operationOf({ folders, backend: input.backend }),
      nothing: "🛈 No HF (by path) entries to purge",
      would: ({ removed }) => [
        `Will purge ${removed.length} entries under ${under}:`,
        ...removed.map(({ name }) => `  • ${name}`),
        "Dry run: not modifying registry",
      ],
      words: ({ removed }) => ({
        summary: `Purged ${toCountWords(removed.length, "entry", "entries")} under ${under}; files stay.`,
        says: `✅ Purged ${removed.length} entries under ${under}`,
      }),
    },
    session,
  );
};
