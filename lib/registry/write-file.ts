import { type FileBytes, lengthOf, piecesOf } from "./file-bytes.ts";
import type { FileSystem, OpenFile, Owner } from "./file-system.ts";

type Options = { bytes: FileBytes; mode: number; owner?: Owner | undefined };

/** Writes a new file so that it is whole and on the disk, or not there at all. */
export async function writeNewFile(fs: FileSystem, path: string, options: Options): Promise<void> {
  const file = await fs.create(path, options.mode);
  try {
    await fill(file, options);
  } catch (error) {
    await fs.remove(path).catch(() => undefined);
    throw error;
  }
}

async function fill(file: OpenFile, { bytes, mode, owner }: Options): Promise<void> {
  try {
    // Not every root may give files away, nor does every disk know owners.
    if (owner) await file.chown(owner).catch(() => undefined);
    await file.chmod(mode);
    for (const piece of piecesOf(bytes)) await writeWhole(file, piece);
    await file.sync();
    const size = await file.size();
    const wanted = lengthOf(bytes);
    if (size !== wanted) throw new Error(`wrote ${wanted} bytes and found ${size}`);
  } finally {
    await file.close();
  }
}

/** A full disk answers with a short count long before it answers with an error. */
async function writeWhole(file: OpenFile, bytes: Buffer): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    const count = await file.write(bytes, written);
    if (count <= 0) throw new Error(`wrote ${written} of ${bytes.length} bytes`);
    written += count;
  }
}
