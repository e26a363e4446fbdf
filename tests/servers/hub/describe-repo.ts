import { createHash } from "node:crypto";
import { type FileContent, gather, lfsPointer } from "./file-content.ts";
import type { Commit, Repository } from "./repository.ts";

type Described = Record<string, unknown>;

const inEveryRow = ["_id", "id", "modelId"];

/** All that the hub says of a repository; `commit` is the one that is asked about. */
export async function describeRepo(
  repository: Repository,
  commit: Commit,
  blobs = false,
): Promise<Described> {
  const { said, id, kind } = repository;
  const files = [...commit.files.values()];
  const siblings = await Promise.all(files.map((file) => siblingOf(file, blobs)));
  return {
    _id: id,
    id: said.name,
    ...(kind === "model" ? { modelId: said.name } : {}),
    author: said.name.includes("/") ? said.name.split("/")[0] : undefined,
    sha: commit.id,
    lastModified: commit.date,
    createdAt: "2026-01-15T08:30:00.000Z",
    private: said.private === true,
    gated: said.gated ?? false,
    disabled: said.disabled === true,
    downloads: said.downloads ?? 0,
    likes: said.likes ?? 0,
    trendingScore: Math.round((said.likes ?? 0) / 10),
    tags: tagsOf(repository, files),
    pipeline_tag: said.pipelineTag,
    library_name: said.library,
    cardData: { ...(said.license === undefined ? {} : { license: said.license }), ...said.card },
    config: kind === "model" ? await configOf(commit) : undefined,
    gguf: said.gguf,
    safetensors: said.safetensors,
    siblings,
    usedStorage: files.reduce((sum, file) => sum + file.bytes, 0),
  };
}

/** Only what `expand` names, where it names something. */
export function expandedTo(described: Described, expand: readonly string[]): Described {
  if (expand.length === 0) return described;
  const kept = new Set([...inEveryRow, ...expand]);
  return Object.fromEntries(Object.entries(described).filter(([name]) => kept.has(name)));
}

export function tagsOf({ said }: Repository, files: readonly FileContent[]): string[] {
  const endings = ["gguf", "safetensors", "onnx"].filter((ending) =>
    files.some((file) => file.path.toLowerCase().endsWith(`.${ending}`)),
  );
  const licence = said.license === undefined ? [] : [`license:${said.license}`];
  const named = [said.library, said.pipelineTag].filter((tag) => tag !== undefined);
  return [...new Set([...named, ...endings, ...(said.labels ?? []), ...licence, "region:us"])];
}

async function siblingOf(file: FileContent, blobs: boolean): Promise<Described> {
  if (!blobs) return { rfilename: file.path };
  const sha256 = file.lfs ? await file.sha256() : undefined;
  return {
    rfilename: file.path,
    size: file.bytes,
    blobId: await file.gitSha1(),
    ...(sha256 === undefined ? {} : { lfs: lfsOf(sha256, file, "sha256") }),
  };
}

/** The tree calls the hash `oid`, the list of siblings `sha256`. */
export const lfsOf = (sha256: string, { bytes }: FileContent, hashName: "oid" | "sha256") => ({
  [hashName]: sha256,
  size: bytes,
  pointerSize: lfsPointer(sha256, bytes).length,
});

export const xetHashOf = (sha256: string) => createHash("sha256").update(`xet ${sha256}`).digest("hex");

const configKeys = ["architectures", "model_type", "auto_map", "quantization_config"];
const configBytesMax = 1024 * 1024;

async function configOf(commit: Commit): Promise<Described | undefined> {
  const file = commit.files.get("config.json");
  if (file === undefined || file.bytes > configBytesMax) return undefined;
  try {
    const text = await gather(file.read(0, file.bytes));
    const config: unknown = JSON.parse(text.toString());
    if (typeof config !== "object" || config === null) return undefined;
    return Object.fromEntries(Object.entries(config).filter(([name]) => configKeys.includes(name)));
  } catch {
    // The hub shows a repository with a broken config all the same.
    return undefined;
  }
}
