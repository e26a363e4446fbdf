import { mkdir, readFile, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { layerName } from "#cli-bridge/protocol/plan.ts";
import { diskFileSystem, type FileSystem } from "./file-system.ts";
import { readJsonText } from "./json-text.ts";
import { writeNewFile } from "./write-file.ts";

const rawEntry = z.record(z.string(), z.unknown());

/** An entry as it stood in the layers, and what the deed left of it. */
const trashedEntry = z.object({
  name: z.string(),
  places: z.array(z.object({ layer: layerName, index: z.number().int().nonnegative(), entry: rawEntry })),
  after: rawEntry.nullable(),
});

const stored = z.string().regex(/^\d+$/);

const trashManifest = z.object({
  format: z.literal(1),
  id: z.string().regex(/^[\w-]+$/),
  at: z.iso.datetime(),
  command: z.string(),
  run: z.string().optional(),
  paths: z.array(z.object({ from: z.string(), stored, bytes: z.number().nonnegative() })),
  bytes: z.number().nonnegative(),
  entries: z.array(trashedEntry),
});

export type TrashManifest = z.infer<typeof trashManifest>;
export type TrashedEntry = z.infer<typeof trashedEntry>;

/** Something that was deleted and can come back. */
export type TrashItem = TrashManifest & { folder: string };

/** Writes the manifest before anything is moved, so that nothing lies in the trash without a name. */
export async function writeTrashItem(
  trash: string,
  manifest: TrashManifest,
  fs: FileSystem = diskFileSystem,
): Promise<TrashItem> {
  const folder = join(trash, manifest.id);
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 });
  await mkdir(folder, { mode: 0o700 });
  const bytes = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  try {
    await writeNewFile(fs, join(folder, "manifest.json"), { bytes, mode: 0o600 });
  } catch (error) {
    await rmdir(folder).catch(() => undefined);
    throw error;
  }
  return { ...manifest, folder };
}

/** Reads an item; a folder without a sound manifest is none of ours. */
export async function readTrashItem(folder: string): Promise<TrashItem | undefined> {
  try {
    // As layers are read, so that a number too long for JavaScript comes back as it was.
    const json = readJsonText(await readFile(join(folder, "manifest.json")));
    const manifest = json.ok ? trashManifest.safeParse(json.value).data : undefined;
    return manifest && { ...manifest, folder };
  } catch {
    return undefined;
  }
}
