import { createHash } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { ModelList } from "#cli-bridge/protocol/model-list.ts";
import { saveWhole } from "#cli-bridge/run/save-whole.ts";
import { ensureFolder } from "#lib/state/ensure-folder.ts";

const keptMax = 20;

/** Writes a list that somebody has brought into a file under the time and its sum, and answers where that is. */
export async function keepModelList(home: string, list: ModelList): Promise<string> {
  const folder = join(home, "lists");
  await ensureFolder(folder, 0o700);
  const text = `${JSON.stringify(list, undefined, 2)}\n`;
  const sum = createHash("sha256").update(text).digest("hex").slice(0, 12);
  const path = join(folder, `${new Date().toISOString().replace(/\D/g, "").slice(0, 14)}-${sum}.json`);
  await saveWhole(path, text);
  await forgetOldest(folder);
  return path;
}

/** Their names begin with the time. */
async function forgetOldest(folder: string): Promise<void> {
  const kept = (await readdir(folder)).filter((name) => name.endsWith(".json")).toSorted();
  for (const name of kept.slice(0, -keptMax)) await rm(join(folder, name), { force: true });
}
