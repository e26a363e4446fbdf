import { randomBytes } from "node:crypto";
import { realpath } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { diskFileSystem } from "./file-system.ts";
import { toSaveError } from "./save-error.ts";
import { writeNewFile } from "./write-file.ts";

/** Puts a text in a file's place, whole or not at all; nobody else may read it. A link stays one, and what it leads to is replaced. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const file = await realpath(path).catch(() => path);
  const folder = dirname(file);
  const temporary = join(folder, `.${basename(file)}.${randomBytes(6).toString("hex")}.modeldeck-tmp`);
  try {
    await writeNewFile(diskFileSystem, temporary, { bytes: Buffer.from(text), mode: 0o600 });
    await diskFileSystem.rename(temporary, file);
    await diskFileSystem.syncFolder(folder);
  } catch (error) {
    await diskFileSystem.remove(temporary).catch(() => undefined);
    throw toSaveError(error, folder);
  }
}
