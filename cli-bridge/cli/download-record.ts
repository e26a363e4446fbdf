import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { DownloadPlan } from "#cli-bridge/protocol/download-plan.ts";
import { errorCodeOf } from "#lib/registry/file-system.ts";
import { downloadedOf, modelsInDownload } from "#lib/registry/operations/downloaded-model.ts";
import { expectedModelsOf } from "#lib/registry/operations/expected-models.ts";
import { readModelNotes } from "#lib/registry/operations/model-notes.ts";
import { planRecord, recordDownload } from "#lib/registry/operations/record-download.ts";
import { weightFaultsOf } from "#lib/registry/operations/weight-faults.ts";
import { toSaveError } from "#lib/registry/save-error.ts";
import { detectModel } from "#lib/weights/detect-model.ts";
import type { DetectedModel } from "#lib/weights/detected-model.ts";
import type { DownloadedFiles } from "./download-files.ts";
import { fileDeedsOf } from "./download-session.ts";

/** What the registry would learn, before anything is fetched. */
export async function planDownloadRecord(dir: string, plan: DownloadPlan) {
  const downloaded = downloadedOf(plan, { files: [], notes: {} });
  const { plan: told } = await planRecord(dir, {
    downloaded,
    models: await expectedModelsOf(plan),
    files: fileDeedsOf(plan),
    warnings: plan.warnings,
    blocked: plan.blocked,
    state: JSON.stringify(plan.files.map(({ target, state, here }) => [target, state, here])),
  });
  return told;
}

/** Enters a download that is complete, unless its own headers say that it is not what it seems. */
export async function enterDownload(dir: string, plan: DownloadPlan, { files }: DownloadedFiles) {
  const model = await detectModel(plan.folder);
  const downloaded = downloadedOf(plan, { files, notes: await readModelNotes(model) });
  const faults = await weightFaultsOf(plan.folder, downloaded.weights);
  if (faults.length > 0) {
    throw new ConsoleError("failed", `${plan.repo} is not entered: ${faults.join(" ")}`, {
      hint: `The files are as the hub has them, and stay in ${plan.folder}. Tell its owner, or take another.`,
    });
  }
  const models = modelsInDownload(downloaded, model);
  const recording = { downloaded, models, files: fileDeedsOf(plan), warnings: model.warnings, state: "" };
  try {
    return { ...(await recordDownload(dir, recording)), model };
  } catch (error) {
    if (errorCodeOf(error) === undefined) throw error;
    throw withFilesKept(toSaveError(error, dir), plan);
  }
}

function withFilesKept(
  { code, message, hint, issues, cause }: ConsoleError,
  { folder }: DownloadPlan,
): ConsoleError {
  return new ConsoleError(code, `${message} The files are complete in ${folder}.`, {
    hint: `${hint ? `${hint} ` : ""}The same command enters them then, and fetches nothing again.`,
    ...{ issues, cause },
  });
}

/** Where a template was found, in the original's words. */
export function templateWords({ chatTemplate, files }: DetectedModel): string | undefined {
  if (chatTemplate.source === "none") return undefined;
  if (chatTemplate.source === "embedded") return "embedded";
  return `external file (${files
    .filter(({ kind }) => kind === "template")
    .map(({ path }) => path)
    .join(", ")})`;
}
