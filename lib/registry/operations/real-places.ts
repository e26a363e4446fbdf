import { lstat, realpath, stat } from "node:fs/promises";
import { basename, dirname, isAbsolute, join } from "node:path";

export type RealPlaces = {
  /** Where a path really lies, though nothing may be there; nothing for one that is no whole path. */
  realOf: (path: string) => Promise<string | undefined>;
  /** What is at a path, the same by whatever way one comes to it; nothing where nothing is. */
  stampOf: (path: string) => Promise<string | undefined>;
};

/** Real paths, each folder asked for once: beyond that, a path costs one look at the disk. */
export function openRealPlaces(): RealPlaces {
  const folders = new Map<string, Promise<string>>();
  const realFolder = (folder: string): Promise<string> => {
    const known = folders.get(folder);
    if (known) return known;
    const real = realpath(folder).catch(async () =>
      folder === dirname(folder) ? folder : join(await realFolder(dirname(folder)), basename(folder)),
    );
    folders.set(folder, real);
    return real;
  };
  const realOf = async (path: string) => {
    if (!isAbsolute(path) || path.includes("\0")) return undefined;
    const whole = join(path).replace(/(?<=.)\/+$/, "");
    const found = await lstat(whole).catch(() => undefined);
    if (found?.isSymbolicLink()) return realpath(whole).catch(() => whole);
    return join(await realFolder(dirname(whole)), basename(whole));
  };
  const stampOf = async (path: string) => {
    if (!isAbsolute(path) || path.includes("\0")) return undefined;
    const found = await stat(path, { bigint: true }).catch(() => undefined);
    return found && `${found.dev}.${found.ino}`;
  };
  return { realOf, stampOf };
}
