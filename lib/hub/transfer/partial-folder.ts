import { lstatSync, mkdirSync } from "node:fs";
import { rmdir } from "node:fs/promises";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";

/** Makes the folder for what is not complete, and refuses one that leads elsewhere. */
export function ensurePartialFolder(folder: string): void {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (!found) mkdirSync(folder, { recursive: true, mode: 0o755 });
  if (found?.isDirectory() || lstatSync(folder).isDirectory()) return;
  throw new ConsoleError("not-permitted", `${folder} is no folder of its own.`, {
    hint: "What is fetched is kept there until it is complete. Move away what lies there, then try again.",
  });
}

/** Leaves nothing behind where nothing is kept. */
export async function tidyPartialFolder(folder: string): Promise<void> {
  await rmdir(folder).catch(() => undefined);
}
