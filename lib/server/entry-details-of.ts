import { realpath, stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import type { EntryDetails } from "#cli-bridge/protocol/registry-answer.ts";
import type { Entry } from "#lib/registry/entry.ts";
import { localPathOf } from "#lib/registry/entry-place.ts";
import { isInside } from "#lib/registry/is-inside.ts";
import { presenceOnce } from "#lib/registry/is-installed.ts";
import type { Registry } from "#lib/registry/load-registry.ts";
import { bytesBelow } from "#lib/registry/measure-tree.ts";
import { marksOf } from "#lib/registry/operations/edit-aspects.ts";
import { isRecord, nameOf } from "#lib/registry/raw-entry.ts";
import { isSystemFolder } from "#lib/weights/system-folder.ts";
import { entryRowOf } from "./entry-row-of.ts";

const recordOr = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});

/** Everything that is known about an entry, what each layer says of it, and what lies on the disk now. */
export async function entryDetailsOf(
  entry: Entry,
  { layers }: Pick<Registry, "layers">,
): Promise<EntryDetails> {
  const { raw, license, aliases, checksum, downloadedAt, lastAccessed, generationDefaults, metadata } = entry;
  const { chat_template: chatTemplate, version_lock: versionLock, backend_config: backendConfig } = raw;
  const source = raw.source ?? entry.huggingfaceId ?? entry.sourceProvider;
  const place = await placeOnDisk(entry);
  const onDiskBytes = place === undefined ? undefined : await bytesBelow(place);
  const curated = layers.curated.find((element) => nameOf(element) === entry.name);
  const discovered = layers.discovered.find((element) => nameOf(element) === entry.name);
  return {
    ...entryRowOf(entry, await presenceOnce()(entry)),
    ...{ raw, aliases, generationDefaults, files: await filesOf(entry, place) },
    architecture: recordOr(metadata.architecture),
    backendConfig: recordOr(backendConfig),
    marks: marksOf(raw),
    ...(typeof metadata.notes === "string" && { notes: metadata.notes }),
    layers: { ...(curated !== undefined && { curated }), ...(discovered !== undefined && { discovered }) },
    ...(source !== undefined && { source }),
    ...(license !== undefined && { license }),
    ...(checksum !== undefined && { checksum }),
    ...(chatTemplate !== undefined && { chatTemplate }),
    ...(versionLock !== undefined && { versionLock }),
    ...(downloadedAt !== undefined && { downloadedAt }),
    ...(lastAccessed !== undefined && { lastAccessed }),
    ...(onDiskBytes !== undefined && { onDiskBytes }),
  };
}

/** A page shows no more of them. */
const sizesMax = 200;

async function filesOf(entry: Entry, place: string | undefined): Promise<EntryDetails["files"]> {
  const sums = new Map(entry.artifacts.files.map(({ path, sha256 }) => [path, sha256]));
  const paths = [...new Set([...entry.files, ...sums.keys()])];
  const sizes: (number | undefined)[] = [];
  // One after the other: of links to a disk that is away each would hold one of the few threads that ask the disk.
  for (const path of paths.slice(0, sizesMax)) sizes.push(await bytesOf(path, place));
  return paths.map((path, at) => {
    const [sha256, bytes] = [sums.get(path), sizes[at]];
    return { path, ...(bytes !== undefined && { bytes }), ...(sha256 && { sha256 }) };
  });
}

/** How large a file of a model is; the model may be that file. No path that leads out of its folder is looked at. */
async function bytesOf(file: string, place: string | undefined): Promise<number | undefined> {
  if (place === undefined) return undefined;
  const path = resolve(place, file);
  if (!isInside(path, resolve(place))) return undefined;
  const asFile = () => (basename(place) === file ? stat(place) : undefined);
  const stats = await stat(path)
    .catch(asFile)
    .catch(() => undefined);
  return stats?.isFile() ? stats.size : undefined;
}

async function placeOnDisk(entry: Entry): Promise<string | undefined> {
  const path = localPathOf(entry);
  if (path === undefined) return undefined;
  return isSystemFolder(await realpath(path).catch(() => path)) ? undefined : path;
}
