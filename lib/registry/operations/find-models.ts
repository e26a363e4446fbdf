import { realpath, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { detectModel } from "#lib/weights/detect-model.ts";
import type { LookedAhead } from "#lib/weights/look-ahead.ts";
import { sightOf } from "#lib/weights/model-sight.ts";
import type { DetectModel } from "#lib/weights/remembered-models.ts";
import type { ScanCandidate, ScanIssue } from "#lib/weights/scan-findings.ts";
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

/** Looks through folders and tells of each model as it is found. One that cannot be read stops nothing. */
export async function findModels(bases: readonly string[], watching: Watching = {}): Promise<ScanFound> {
  const { signal, looked, detect = detectModel } = watching;
  const folders = bases.map((base) => resolve(base));
  for (const folder of folders) await guardFolder(folder);
  const models: FoundModel[] = [];
  const issues: ScanIssue[] = [];
  const { filesOf, takeWhole } = looked ?? {};
  const look = async (candidate: ScanCandidate): Promise<FoundModel[]> =>
    toFoundModels(candidate, looked?.takeSight(candidate.path) ?? sightOf(await detect(candidate.path)));
  for await (const findings of scanInSlices(folders, { signal, filesOf, takeWhole })) {
    for (const finding of findings) {
      if (finding.kind === "issue") {
        issues.push(finding);
        continue;
      }
      try {
        for (const found of finding.kind === "whole" ? [new RememberedFound(finding)] : await look(finding)) {
          models.push(found);
          watching.onFound?.(found, models.length);
        }
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        issues.push({ kind: "issue", path: finding.path, code: "unreadable", message });
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
