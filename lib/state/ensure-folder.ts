import { mkdirSync, statSync } from "node:fs";
import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";

/**
 * Makes a folder and those above it that are missing. Node's own way asks for ever where a system has a folder and lets
 * none be made in it, as `/proc` does.
 */
export async function ensureFolder(folder: string, mode = 0o777): Promise<void> {
  try {
    await mkdir(folder, { mode });
  } catch (error) {
    const found = await stat(folder).catch(() => undefined);
    if (found?.isDirectory()) return;
    guardNearer(folder, error);
    await ensureFolder(dirname(folder), mode);
    await mkdir(folder, { mode }).catch((again: unknown) => guardMade(folder, again));
  }
}

/** The same, for those who cannot wait. */
export function ensureFolderSync(folder: string, mode = 0o777): void {
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
    guardNearer(folder, error);
    ensureFolderSync(dirname(folder), mode);
    try {
      mkdirSync(folder, { mode });
    } catch (again) {
      guardMade(folder, again);
    }
  }
}

const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? error.code : undefined);

/** Only where the folder above is missing does it help to make that first. */
function guardNearer(folder: string, error: unknown): void {
  if (codeOf(error) !== "ENOENT" || dirname(folder) === folder) throw error;
}

/** Somebody else may have been quicker. */
function guardMade(folder: string, error: unknown): void {
  if (codeOf(error) === "EEXIST") return;
  if (codeOf(error) !== "ENOENT") throw error;
  throw new ConsoleError("failed", `The folder ${folder} cannot be made: ${dirname(folder)} takes none.`, {
    hint: "Nothing was changed. Name another folder.",
    cause: error,
  });
}
