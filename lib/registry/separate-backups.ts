import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { parseBackupName } from "./backup-name.ts";
import type { FileSystem } from "./file-system.ts";
import { layerFile, layerNames, temporarySuffix } from "./registry-files.ts";
import { writeNewFile } from "./write-file.ts";

/**
 * A process that died after it gave a layer the name of a backup, and before it replaced the layer, leaves one file
 * with two names. Whoever writes into the layer would write into the backup, so the backup gets bytes of its own.
 */
export async function separateBackups(fs: FileSystem, dir: string, names: readonly string[]): Promise<void> {
  for (const layer of layerNames) {
    const stats = await lstat(join(dir, layerFile(layer))).catch(() => undefined);
    if (!stats?.isFile() || stats.nlink === 1) continue;
    for (const name of names.filter((each) => parseBackupName(each)?.file === layer)) {
      const path = join(dir, name);
      const other = await lstat(path);
      if (other.ino !== stats.ino || other.dev !== stats.dev) continue;
      const temporary = join(dir, `.${name}${temporarySuffix}`);
      await writeNewFile(fs, temporary, { bytes: await fs.read(path), mode: stats.mode & 0o777 });
      await fs.rename(temporary, path);
    }
  }
}
