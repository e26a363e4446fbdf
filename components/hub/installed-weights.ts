import type { EntryRow } from "#cli-bridge/protocol/registry-answer.ts";
import { type Choosable, keyOf } from "./weights-words.ts";

type Here = Pick<EntryRow, "path" | "format" | "quantization">;
type Variant = Pick<Extract<Choosable, { format: unknown }>, "name" | "format" | "quantization" | "files">;

/** Which of the weights of a repository the registry knows on the disk, by the keys of their choice. */
export function installedWeights(
  variants: readonly Variant[],
  entries: readonly Here[],
  repo: string,
): ReadonlySet<string> {
  const own = entries.filter(({ path }) => path !== undefined && isOfRepo(path, repo));
  const isHere = (variant: Variant) => own.some((entry) => isOf(entry, { variant, variants, repo }));
  return new Set(variants.filter(isHere).map(keyOf));
}

/** Downloads lie below the name of their repository, and in the cache of the hub below a word made of it. */
function isOfRepo(path: string, repo: string): boolean {
  const slashed = `${path.replaceAll("\\", "/")}/`.toLowerCase();
  const name = repo.toLowerCase();
  return slashed.includes(`/${name}/`) || slashed.includes(`/models--${name.replaceAll("/", "--")}/`);
}

/** What of a path lies below the folder of the repository, or below the snapshot of a commit. */
function withinRepo(path: string, repo: string): string | undefined {
  const folders = [`/${repo}/`, `/models--${repo.replaceAll("/", "--")}/`].map((each) => each.toLowerCase());
  const folder = folders.find((each) => path.toLowerCase().includes(each));
  if (folder === undefined) return undefined;
  return path.slice(path.toLowerCase().indexOf(folder) + folder.length).replace(/^snapshots\/[^/]+\//, "");
}

type Looked = { variant: Variant; variants: readonly Variant[]; repo: string };

/** A file is known by its name; a folder by what is in it, where no other weights are of that kind. */
function isOf(entry: Here, { variant, variants, repo }: Looked): boolean {
  const path = entry.path?.replaceAll("\\", "/") ?? "";
  if (/\.(?:gguf|safetensors|onnx|bin)$/i.test(path))
    return variant.files.some((file) => withinRepo(path, repo) === file);
  const isAlike = ({ format, quantization }: Variant) =>
    format === entry.format && quantization?.toLowerCase() === entry.quantization?.toLowerCase();
  return isAlike(variant) && variants.filter(isAlike).length === 1;
}
