import { sep } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";

/** In each root, and in the registry's own folder, what was removed is kept under this name. */
export const trashFolderName = ".modeldeck-trash";

export const isInTrash = (path: string): boolean => path.split(sep).includes(trashFolderName);

/** What was thrown away is no model any more. `folder` is a real path. */
export function guardOutsideTrash(folder: string): void {
  if (!isInTrash(folder)) return;
  throw new ConsoleError("blocked", `${folder} lies in the trash.`, {
    hint: "What is in the trash is no model. See it with: modeldeck trash list, and bring it back with: modeldeck trash restore",
  });
}
