import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { partialFolderName } from "#lib/weights/partial-folder.ts";
import { trashFolderName } from "#lib/weights/trash-folder.ts";
import { listPartials, type PartialFound } from "../transfer/partials.ts";

const foldersMax = 200_000;
const depthMax = 16;

/** What lies unfinished anywhere below these folders, the oldest first. Links are not followed. */
export async function findPartials(bases: readonly string[]): Promise<PartialFound[]> {
  const folders = new Set<string>();
  const budget = { left: foldersMax };
  for (const base of new Set(bases)) await collect(base, { folders, budget, depth: 0 });
  const found = await listPartials(folders);
  return found.sort((one, other) => one.changedAt.getTime() - other.changedAt.getTime());
}

type Looking = { folders: Set<string>; budget: { left: number }; depth: number };

/** A folder that cannot be read holds nothing that could be removed. */
async function collect(folder: string, { folders, budget, depth }: Looking): Promise<void> {
  if (depth > depthMax || budget.left <= 0) return;
  budget.left -= 1;
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isDirectory() || entry.name === trashFolderName) continue;
    if (entry.name === partialFolderName) folders.add(folder);
    else await collect(join(folder, entry.name), { folders, budget, depth: depth + 1 });
  }
}
