import { lstat, mkdir, readdir, readFile, rmdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { ensureFolder } from "#lib/state/ensure-folder.ts";
import { toStampTime } from "./backup-name.ts";
import { diskFileSystem, type FileSystem } from "./file-system.ts";
import { readJsonText } from "./json-text.ts";
import { bytesBelow } from "./measure-tree.ts";
import { toJsonText } from "./number-words.ts";
import { nameOf } from "./raw-entry.ts";
import { rawEntry, writtenPlace } from "./read-written.ts";
import { writeNewFile } from "./write-file.ts";
import { toWrittenPlace } from "./written-place.ts";

/** An entry as it stood in the layers, and what the deed left of it. */
const trashedEntry = z.object({
  name: z.string(),
  places: z.array(writtenPlace),
  after: rawEntry.nullable(),
});

/** Others may write where the trash lies, and an entry under the name of another would take its place unseen. */
const soundEntry = trashedEntry.refine(({ name, places }) =>
  places.every(({ entry }) => nameOf(entry) === name),
);

const stored = z.string().regex(/^\d+$/);

const trashManifest = z.object({
  format: z.literal(1),
  id: z.string().regex(/^[\w-]+$/),
  at: z.iso.datetime(),
  command: z.string(),
  run: z.string().optional(),
  paths: z.array(z.object({ from: z.string(), stored, bytes: z.number().nonnegative() })),
  bytes: z.number().nonnegative(),
  entries: z.array(soundEntry),
});

export type TrashManifest = z.infer<typeof trashManifest>;
export type TrashedEntry = z.infer<typeof trashedEntry>;

/** Something that was deleted and can come back. */
export type TrashItem = TrashManifest & { folder: string };

/** Files that lie in the trash and nothing tells any more what they were: their manifest cannot be read. */
export type DamagedItem = Pick<TrashItem, "id" | "at" | "folder"> & { paths: { stored: string }[] };

export type MeasuredItem = DamagedItem & Pick<TrashItem, "bytes">;

/** Writes the manifest before anything is moved, so that nothing lies in the trash without a name. */
export async function writeTrashItem(
  trash: string,
  manifest: TrashManifest,
  fs: FileSystem = diskFileSystem,
): Promise<TrashItem> {
  const folder = join(trash, manifest.id);
  await ensureFolder(dirname(folder), 0o700);
  await mkdir(folder, { mode: 0o700 });
  const entries = manifest.entries.map((entry) => ({ ...entry, places: entry.places.map(toWrittenPlace) }));
  const bytes = Buffer.from(`${toJsonText({ ...manifest, entries }, 2)}\n`);
  try {
    await writeNewFile(fs, join(folder, "manifest.json"), { bytes, mode: 0o600 });
  } catch (error) {
    await rmdir(folder).catch(() => undefined);
    throw error;
  }
  return { ...manifest, folder };
}

/** Reads an item, unless its manifest is not sound or not its own. */
export async function readTrashItem(folder: string): Promise<TrashItem | undefined> {
  try {
    // As layers are read, so that a number too long for JavaScript comes back as it was.
    const json = readJsonText(await readFile(join(folder, "manifest.json")));
    const manifest = json.ok ? trashManifest.safeParse(json.value).data : undefined;
    return manifest?.id === basename(folder) ? { ...manifest, folder } : undefined;
  } catch {
    return undefined;
  }
}

const ownId = /^\d{8}-\d{6}-[0-9a-f]+$/;

/** What is left of an item whose manifest is not sound; nothing where a folder is none of ours, or is just being made. */
export async function readDamagedItem(folder: string): Promise<DamagedItem | undefined> {
  const id = basename(folder);
  const at = ownId.test(id) ? toStampTime(id) : undefined;
  if (at === undefined || Number.isNaN(Date.parse(at))) return undefined;
  const names: string[] = await readdir(folder).catch(() => []);
  if (names.length === 0) return undefined;
  const paths = names.filter((name) => stored.safeParse(name).success).map((name) => ({ stored: name }));
  return { id, at, folder, paths };
}

/** How much room a damaged item takes, which no manifest tells. What cannot be measured still lies there. */
export async function measured(item: DamagedItem): Promise<MeasuredItem> {
  const bytes = await Promise.all(item.paths.map((path) => bytesBelow(join(item.folder, path.stored))));
  return { ...item, bytes: bytes.reduce((sum: number, each = 0) => sum + each, 0) };
}

/** Changes when what lies in an item does. */
export async function trashStamp(item: TrashItem | DamagedItem): Promise<string> {
  const stamps = item.paths.map(async ({ stored }) => {
    const stats = await lstat(join(item.folder, stored), { bigint: true }).catch(() => undefined);
    return stats ? `${stats.dev}.${stats.ino}.${stats.mtimeNs}.${stats.size}` : "gone";
  });
  return [item.id, ...(await Promise.all(stamps))].join("|");
}
