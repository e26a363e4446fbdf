import { realpath } from "node:fs/promises";
import type { EntryDetails } from "#cli-bridge/protocol/registry-answer.ts";
import type { Entry } from "#lib/registry/entry.ts";
import { localPathOf } from "#lib/registry/entry-place.ts";
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
  const onDiskBytes = await bytesAt(localPathOf(entry));
  const curated = layers.curated.find((element) => nameOf(element) === entry.name);
  const discovered = layers.discovered.find((element) => nameOf(element) === entry.name);
  return {
    ...entryRowOf(entry, await presenceOnce()(entry)),
    ...{ raw, aliases, generationDefaults, files: filesOf(entry) },
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

function filesOf(entry: Entry): EntryDetails["files"] {
  const sums = new Map(entry.artifacts.files.map(({ path, sha256 }) => [path, sha256]));
  const paths = new Set([...entry.files, ...sums.keys()]);
  return [...paths].map((path) => {
    const sha256 = sums.get(path);
    return { path, ...(sha256 && { sha256 }) };
  });
}

async function bytesAt(path: string | undefined): Promise<number | undefined> {
  if (path === undefined) return undefined;
  if (isSystemFolder(await realpath(path).catch(() => path))) return undefined;
  return bytesBelow(path);
}
