import { dirname, join } from "node:path";
import { aggregateSha256Of } from "#lib/weights/checksums.ts";
import { detectModel } from "#lib/weights/detect-model.ts";
import { fileKindOf } from "#lib/weights/file-kind.ts";
import { sightOf } from "#lib/weights/model-sight.ts";
import type { DetectModel } from "#lib/weights/remembered-models.ts";
import { isRecord, type RawEntry } from "../raw-entry.ts";
import type { ScanFound } from "./find-models.ts";
import { type FoundModel, toFoundModels } from "./found-model.ts";

/** One commit of a repository, as the hub's own programs keep it. */
export type CachedModel = {
  repo: string;
  commit: string;
  path: string;
  refs: readonly string[];
  files: readonly { path: string; bytes: number; sha256: string | undefined }[];
  broken: readonly string[];
};

type Watching = { detect?: DetectModel; onFound?: (found: FoundModel, count: number) => void };

/** What the commits hold, read where it lies. One without weights, or whose weights are gone, is left out. */
export async function findCachedModels(
  cached: readonly CachedModel[],
  { detect = detectModel, onFound }: Watching = {},
): Promise<ScanFound> {
  const found: ScanFound = { models: [], issues: [] };
  for (const model of cached) {
    const missing = model.broken.filter(isWeights);
    if (missing.length > 0) {
      found.issues.push(toIssue(model, `It is left out: the weights ${missing[0]} are not there.`));
      continue;
    }
    const weights = model.files.filter(({ path }) => isWeights(path));
    if (weights.length === 0) continue;
    try {
      const sight = sightOf(await detect(model.path));
      for (const each of toFoundModels(candidateOf(model, weights), sight)) {
        found.models.push(each);
        onFound?.(each, found.models.length);
      }
    } catch (error) {
      found.issues.push(toIssue(model, error instanceof Error ? error.message : String(error)));
    }
  }
  return found;
}

const isWeights = (path: string): boolean => ["weights", "pickle"].includes(fileKindOf(path));

const toIssue = ({ path }: CachedModel, message: string) =>
  ({ kind: "issue", path, code: "unreadable", message }) as const;

function candidateOf({ repo, path, files }: CachedModel, weights: CachedModel["files"]) {
  const [owner, name] = repo.includes("/") ? repo.split("/") : [undefined, repo];
  return {
    ...({ kind: "candidate", loose: false, marked: false } as const),
    ...{ path, owner, repo: name ?? repo, files: files.length },
    weightFiles: weights.map((file) => file.path),
    weightBytes: weights.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** A commit of the cache is known for certain, and so are the hashes of large files: their blobs are named after them. */
export function learnFromCache(
  cached: readonly CachedModel[],
): (found: FoundModel, raw: RawEntry) => RawEntry {
  return (found, raw) => {
    const model = cached.find(({ path }) => found.path === path || found.path.startsWith(`${path}/`));
    if (!model) return {};
    const { repo, commit, refs } = model;
    const revision = refs.includes("main") ? "main" : (refs[0] ?? commit);
    const source = isRecord(raw.source) ? raw.source : {};
    const metadata = isRecord(raw.metadata) ? raw.metadata : {};
    const config = isRecord(raw.backend_config) ? raw.backend_config : {};
    return {
      source_provider: "hf",
      source: { ...source, huggingface_id: repo, revision, commit },
      artifacts: artifactsOf(model, found),
      backend_config: { ...config, model_path: found.path },
      metadata: { ...metadata, branch: revision, commit },
    };
  };
}

/** The hashes of a model's own files, by the names that its entry gives them. */
function artifactsOf({ path, files }: CachedModel, found: FoundModel): RawEntry {
  const isFile = found.files.some((file) => found.path.endsWith(`/${file}`));
  const base = isFile ? dirname(found.path) : found.path;
  const known = new Map(files.map((file) => [join(path, file.path), file.sha256]));
  const hashed = found.files.flatMap((file) => {
    const sha256 = known.get(join(base, file));
    return sha256 === undefined ? [] : [{ path: file, sha256 }];
  });
  return { aggregate_sha256: hashed.length > 0 ? aggregateSha256Of(hashed) : "", files: hashed };
}

/** The same for every commit of a repository: a newer one is the same model, further on. */
export const cacheKeyOf = (path: string): string => path.replace(/(\/models--[^/]+\/snapshots)\/[^/]+/, "$1");
