import { dirname, join } from "node:path";
import type { DownloadPlan } from "#cli-bridge/protocol/download-plan.ts";
import { aggregateSha256Of } from "#lib/weights/checksums.ts";
import type { DetectedModel } from "#lib/weights/detected-model.ts";
import { fileKindOf } from "#lib/weights/file-kind.ts";
import { sightOf } from "#lib/weights/model-sight.ts";
import { isRecord, type RawEntry } from "../raw-entry.ts";
import { type Assigned, type Named, newEntryOf, refreshedFieldsOf } from "./found-entry.ts";
import { type FoundModel, toFoundModels } from "./found-model.ts";

/** What was fetched, from where, and what is known of it beyond its own bytes. */
export type Downloaded = {
  folder: string;
  repo: string;
  /** The branch, tag or commit that was asked for, and the commit that it was. */
  revision: string;
  commit: string;
  location: string;
  license: string | undefined;
  pipelineTag: string | undefined;
  library: string | undefined;
  supportRepo: string | undefined;
  /** The weights that were chosen. */
  weights: readonly string[];
  /** Every file of this download with its verified hash, where that is known. */
  files: readonly { path: string; sha256: string | undefined }[];
  /** What its notes tell. */
  notes: RawEntry;
};

/** A download as its plan and its verified hashes tell it. */
export const downloadedOf = (
  plan: DownloadPlan,
  { files, notes }: Pick<Downloaded, "files" | "notes">,
): Downloaded => ({
  ...{ folder: plan.folder, repo: plan.repo, revision: plan.revision, commit: plan.commit },
  ...{ location: plan.location, license: plan.license, pipelineTag: plan.pipelineTag },
  ...{ library: plan.library, supportRepo: plan.supportRepo, files, notes },
  weights: plan.files.filter(({ role }) => role === "weights").map(({ path }) => path),
});

/** The models in the folder of a download. */
export function modelsInDownload({ folder, repo }: Downloaded, model: DetectedModel): FoundModel[] {
  const [owner, name = repo] = repo.includes("/") ? repo.split("/") : [undefined, repo];
  const weights = model.files.filter(({ kind }) => kind === "weights" || kind === "pickle");
  return toFoundModels(
    {
      ...{ kind: "candidate", path: folder, owner, repo: name, loose: false, marked: false },
      files: model.files.length,
      weightFiles: weights.map(({ path }) => path),
      weightBytes: weights.reduce((sum, { bytes }) => sum + bytes, 0),
    },
    sightOf(model),
  );
}

/** Which of the models of a folder this download was for. */
export function isOfDownload({ folder, weights }: Downloaded, found: FoundModel): boolean {
  const base = found.path === folder ? folder : baseOf(found);
  const own = new Set(found.files.map((file) => join(base, file)));
  return weights.some((path) => own.has(join(folder, path)));
}

/** The folder that a model's file names are relative to. */
const baseOf = ({ path, files }: FoundModel): string =>
  files.some((file) => path.endsWith(`/${file}`)) ? dirname(path) : path;

/** As the original assigns them: what vLLM reads goes to vLLM, the rest to nobody yet. */
export const assignedOf = ({ location }: Downloaded, { format }: FoundModel): Assigned => ({
  backend: format === "safetensors" ? "vllm" : "unassigned",
  location,
  format: undefined,
});

export function downloadedEntryOf(downloaded: Downloaded, found: FoundModel, named: Named): RawEntry {
  const entry = newEntryOf(found, named, assignedOf(downloaded, found));
  return { ...entry, ...learntOf(downloaded, found, entry) };
}

/** What an entry that is known learns from a download of it. */
export function downloadedFieldsOf(downloaded: Downloaded, found: FoundModel, raw: RawEntry): RawEntry {
  const fields = refreshedFieldsOf(raw, found, assignedOf(downloaded, found));
  const aliases = Array.isArray(raw.model_aliases) ? raw.model_aliases : [];
  const isKnown = aliases.includes(downloaded.repo);
  return {
    ...fields,
    ...learntOf(downloaded, found, { ...raw, ...fields }),
    source_provider: "hf",
    ...(!isKnown && { model_aliases: [...aliases, downloaded.repo] }),
  };
}

function learntOf(downloaded: Downloaded, found: FoundModel, entry: RawEntry): RawEntry {
  const { repo, revision, commit, license, pipelineTag, library, supportRepo, weights } = downloaded;
  const metadata = isRecord(entry.metadata) ? entry.metadata : {};
  const source = isRecord(entry.source) ? entry.source : {};
  const config = isRecord(entry.backend_config) ? entry.backend_config : undefined;
  return {
    license: entry.license ?? license ?? null,
    source: { ...source, huggingface_id: repo, revision, commit },
    artifacts: artifactsOf(downloaded, found),
    ...(config && { backend_config: { ...config, model_path: found.path } }),
    metadata: {
      ...metadata,
      ...(pipelineTag !== undefined && { model_type: pipelineTag }),
      ...(library !== undefined && { library }),
      branch: revision,
      commit,
      files_downloaded: downloaded.files.length,
      verified_complete: true,
      selected_weight_files: weights.filter((path) => fileKindOf(path) !== "projector"),
      ...(supportRepo !== undefined && { support_repository: supportRepo }),
      ...downloaded.notes,
    },
  };
}

/** The hashes of a model's own files, by the names that its entry gives them. */
function artifactsOf(downloaded: Downloaded, found: FoundModel): RawEntry {
  const base = found.path === downloaded.folder ? downloaded.folder : baseOf(found);
  const known = new Map(downloaded.files.map(({ path, sha256 }) => [join(downloaded.folder, path), sha256]));
  const files = found.files.flatMap((path) => {
    const sha256 = known.get(join(base, path));
    return sha256 === undefined ? [] : [{ path, sha256 }];
  });
  return { aggregate_sha256: files.length > 0 ? aggregateSha256Of(files) : "", files };
}
