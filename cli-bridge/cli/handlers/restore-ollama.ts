import { toCountWords } from "#lib/format.ts";
import { restoreOllama as operationOf } from "#lib/registry/operations/restore-ollama.ts";
import { maintain } from "../maintain.ts";
import { namesShown } from "../names-shown.ts";
import type { Handler } from "./index.ts";

export const restoreOllama: Handler<"restore-ollama"> = (input, session) => {
  const { backup, includeDeprecated = false, ...rest } = input;
  let from = backup ?? "";
  const onBackup = (name: string) => {
    from = name;
  };
  return maintain(
    {
      name: "restore-ollama",
      input: rest,
      operation: operationOf({ backup, includeDeprecated, onBackup }),
      nothing: "🛈 No missing Ollama entries to restore",
      would: ({ added }) => [`Would restore ${added.length} entries: ${namesShown(added, 12)}`],
      words: ({ added }) => ({
        summary: `Restored ${toCountWords(added.length, "Ollama entry", "Ollama entries")} from the backup ${from}.`,
        says: `✅ Restored ${added.length} Ollama entries from backup ${from}`,
      }),
    },
    session,
  );
};
