import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { findModels } from "#lib/registry/operations/find-models.ts";
import { findLmStudioFolders } from "#lib/stores/lmstudio/find-folders.ts";
import { withRememberedModels } from "../remembered-models.ts";
import { takeIn, tellFound, wantedOf } from "../take-in.ts";
import type { Handler } from "./index.ts";

export const importLmstudio: Handler<"import-lmstudio"> = async (input, session) => {
  const { folder, ...rest } = input;
  const folders = folder === undefined ? await usualFolders() : [folder];
  const found = await withRememberedModels(session, (detect) =>
    findModels(folders, { onFound: tellFound(session), detect }),
  );
  return takeIn(
    {
      name: "import-lmstudio",
      input: rest,
      found,
      wanted: wantedOf(input, { backend: "lmstudio", location: "windows_lmstudio" }),
    },
    session,
  );
};

async function usualFolders(): Promise<string[]> {
  const { looked, found } = await findLmStudioFolders(process.env);
  if (found.length > 0) return found;
  throw new ConsoleError("not-found", `LM Studio's models were not found. Looked in: ${looked.join(", ")}.`, {
    hint: "Name their folder with --folder.",
  });
}
