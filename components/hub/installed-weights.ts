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
  const own = entries.filter(({ path }) => path !== undefined && withinRepo(path, repo) !== undefined);
  const isHere = (variant: Variant) => own.some((entry) => isOf(entry, { variant, variants, repo }));
  return new Set(variants.filter(isHere).map(keyOf));
}

/**
 * What of a path lies below the folder of a repository, and nothing where it lies elsewhere. Downloads lie below its name,
 * and in the cache of the hub below a word made of it and the snapshot of a commit.
 */
function withinRepo(path: string, repo: string): string | undefined {
  const slashed = `${path.replaceAll("\\", "/")}/`;
  const folders = [`/${repo}/`, `/models--${repo.replaceAll("/", "--")}/`].map((each) => each.toLowerCase());
  const folder = folders.find((each) => slashed.toLowerCase().includes(each));
  if (folder === undefined) return undefined;
  const below = slashed.slice(slashed.toLowerCase().indexOf(folder) + folder.length);
  return below.replace(/^snapshots\/[^/]+\//, "").replace(/\/$/, "");
}

type Looked = { variant: Variant; variants: readonly Variant[]; repo: string };

/** A file is known by its name; a folder by what is in it, where no other weights are of that kind. */
function isOf(entry: Here, { variant, variants, repo }: Looked): boolean {
  const within = withinRepo(entry.path ?? "", repo) ?? "";
  if (/\.(?:gguf|safetensors|onnx|bin)$/i.test(within)) return variant.files.includes(within);
  const isAlike = ({ format, quantization }: Variant) =>
    format === entry.format && quantization?.toLowerCase() === entry.quantization?.toLowerCase();
  return isAlike(variant) && variants.filter(isAlike).length === 1;
}
