import { createHash } from "node:crypto";
import { readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ensureFolder } from "#lib/state/ensure-folder.ts";

const foldersMax = 10_000;
const pathBytesMax = 8192;

const placeOf = (home: string): string => join(home, "downloads", "folders");

/** Notes a folder outside the roots, so that what is unfinished there is found again. */
export async function rememberFolder(home: string, folder: string): Promise<void> {
  const place = placeOf(home);
  const name = createHash("sha256").update(folder).digest("hex").slice(0, 24);
  await ensureFolder(place, 0o700);
  const fresh = join(place, `${name}.${process.pid}.new`);
  await writeFile(fresh, folder, { mode: 0o600 });
  await rename(fresh, join(place, name));
}

/** The folders that were noted. Losing them costs nothing but a look. */
export async function knownFolders(home: string): Promise<string[]> {
  const place = placeOf(home);
  const names = (await readdir(place).catch(() => [])).filter((name) => /^[0-9a-f]{24}$/.test(name));
  const read = names.slice(0, foldersMax).map((name) => readFile(join(place, name), "utf8").catch(() => ""));
  return (await Promise.all(read)).filter((path) => path.startsWith("/") && path.length < pathBytesMax);
}
