import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { ScanFound } from "./find-models.ts";
import type { FoundModel } from "./found-model.ts";
import { weightFaultsOf } from "./weight-faults.ts";

/** What is found with a header that contradicts its own bytes is told of, and never offered to the registry. */
export async function leaveOutDamaged({ models, issues }: ScanFound): Promise<ScanFound> {
  const sound: FoundModel[] = [];
  const damaged: ScanFound["issues"] = [];
  for (const model of models) {
    // Whoever has no warning has been read without a fault already.
    const [fault] = model.warnings.length === 0 ? [] : await faultsOf(model);
    if (fault === undefined) sound.push(model);
    else damaged.push({ kind: "issue", path: model.path, code: "unreadable", message: `left out: ${fault}` });
  }
  return { models: sound, issues: [...issues, ...damaged] };
}

/** What cannot be read by us may be read by a server; it is in the warnings already. */
async function faultsOf({ path, files }: FoundModel): Promise<string[]> {
  try {
    const isFile = (await stat(path)).isFile();
    return await weightFaultsOf(isFile ? dirname(path) : path, files);
  } catch {
    return [];
  }
}
