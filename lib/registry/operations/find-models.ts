import { realpath, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { detectModel } from "#lib/weights/detect-model.ts";
import type { LookedAhead } from "#lib/weights/look-ahead.ts";
import { sightOf } from "#lib/weights/model-sight.ts";
import type { DetectModel } from "#lib/weights/remembered-models.ts";
import type { ScanCandidate, ScanFinding, ScanIssue } from "#lib/weights/scan-findings.ts";
import { scanInSlices } from "#lib/weights/scan-folders.ts";
import { guardOutsideTrash } from "#lib/weights/trash-folder.ts";
import { type FoundModel, toFoundModels } from "./found-model.ts";
import { RememberedFound } from "./remembered-found.ts";

export type ScanFound = { models: FoundModel[]; issues: ScanIssue[] };

type Watching = {
  onFound?: (found: FoundModel, count: number) => void;
  signal?: AbortSignal;
  detect?: DetectModel;
  looked?: LookedAhead | undefined;
};

/** A disk that is far away, or turns, answers several in the time of one. */
const modelsAtOnce = 8;

/** Looks through folders and tells of each model as it is found. One that cannot be read stops nothing. */
export async function findModels(bases: readonly string[], watching: Watching = {}): Promise<ScanFound> {
  const { signal, looked, detect = detectModel } = watching;
  const folders = bases.map((base) => resolve(base));
  for (const folder of folders) await guardFolder(folder);
  const models: FoundModel[] = [];
  const issues: ScanIssue[] = [];
  const { filesOf, takeWhole } = looked ?? {};
  const take = (found: FoundModel) => {
    models.push(found);
    watching.onFound?.(found, models.length);
  };
  const look = async (candidate: ScanCandidate): Promise<FoundModel[] | ScanIssue> => {
    const { path } = candidate;
    try {
      return toFoundModels(candidate, looked?.takeSight(path) ?? sightOf(await detect(path)));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { kind: "issue", path, code: "unreadable", message };
    }
  };
  const see = (finding: ScanFinding) => {
    if (finding.kind === "issue") return finding;
    return finding.kind === "whole" ? [new RememberedFound(finding)] : look(finding);
  };
  for await (const findings of scanInSlices(folders, { signal, filesOf, takeWhole })) {
    for (let at = 0; at < findings.length; at += modelsAtOnce) {
      signal?.throwIfAborted();
      // They are told in the order of the walk, whichever is seen first.
      for (const seeing of findings.slice(at, at + modelsAtOnce).map(see)) {
        const seen = seeing instanceof Promise ? await seeing : seeing;
        if (Array.isArray(seen)) seen.forEach(take);
        else issues.push(seen);
      }
    }
  }
  // Names are given out in this order, so that they do not depend on the order of the file system.
  models.sort((one, other) => (one.path < other.path ? -1 : one.path > other.path ? 1 : 0));
  return { models, issues };
}

async function guardFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory()) return guardOutsideTrash(await realpath(folder));
  const what = found ? "Base path is a file, not a folder" : "Base path does not exist";
  throw new ConsoleError("not-found", `${what}: ${folder}`, {
    hint: "Name the folder that holds the models.",
  });
}
