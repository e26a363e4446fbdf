import { toCountWords } from "#lib/format.ts";
import { backfillOllamaPaths as operationOf } from "#lib/registry/operations/backfill-ollama-paths.ts";
import { findOllamaStore } from "#lib/stores/ollama/find-store.ts";
import { readOllamaStore } from "#lib/stores/ollama/read-store.ts";
import { maintain } from "../maintain.ts";
import { namesShown } from "../names-shown.ts";
import { placesOf } from "../places-of.ts";
import type { Handler } from "./index.ts";

export const backfillOllamaPaths: Handler<"backfill-ollama-paths"> = async (input, session) => {
  const { roots } = placesOf(await session.settings());
  const store = await findOllamaStore(process.env, roots);
  const found = store === undefined ? undefined : await readOllamaStore(store);
  const { location = "linux_wsl", setFormat = true } = input;
  return maintain(
    {
      name: "backfill-ollama-paths",
      input,
      operation: operationOf({ location, setFormat, found }),
      nothing: "🛈 No Ollama entries required backfill",
      would: ({ changed }) => [
        `Would backfill ${changed.length} Ollama logical entries: ${namesShown(changed, input.verbose ? changed.length : 6)}`,
        "Dry run: not saving registry",
      ],
      words: ({ changed }) => ({
        summary: `Gave ${toCountWords(changed.length, "Ollama entry", "Ollama entries")} a path.`,
        says: `✅ Backfilled ${changed.length} Ollama entries`,
      }),
    },
    session,
  );
};
