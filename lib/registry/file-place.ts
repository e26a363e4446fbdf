import { createHash } from "node:crypto";
import { lstat, readdir, realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { errorCodeOf } from "./file-system.ts";
import { layerFile, layerNames, snapshotFile, temporarySuffix } from "./registry-files.ts";

/** Where a file of the registry really lies, and what is written to replace it. */
export type FilePlace = { name: string; folder: string; path: string; isLink: boolean };

/** A link in the registry's folder was put there by its owner: it stays, and what it leads to is replaced. */
export async function filePlaceOf(dir: string, name: string): Promise<FilePlace> {
  const path = join(dir, name);
  if (!(await isLink(path))) return { name, folder: dir, path, isLink: false };
  try {
    const target = await realpath(path);
    return { name, folder: dirname(target), path: target, isLink: true };
  } catch (error) {
    const code = errorCodeOf(error);
    const why =
      code === "ENOENT" ? "is a link to what is not there" : `is a link that cannot be followed (${code})`;
    throw new ConsoleError("blocked", `${path} ${why}.`, { hint: danglingHint, cause: error });
  }
}

const danglingHint =
  "Nothing was changed. Bring back what it leads to, or remove the link. Is its disk mounted?";

export const isLink = (path: string): Promise<boolean> =>
  lstat(path).then(
    (stats) => stats.isSymbolicLink(),
    () => false,
  );

export const fileNames = [...layerNames.map(layerFile), snapshotFile];

/** Where nothing can be written, the link would have to be replaced, and that is not done. */
export function toLinkError(error: unknown, { name, path, isLink }: FilePlace): unknown {
  const code = errorCodeOf(error) ?? "";
  // That disk may be full, and the one of the registry not.
  if (isLink && ["ENOSPC", "EDQUOT"].includes(code)) {
    const why = `${name} is a link to ${path}, and there is no space left in ${dirname(path)} (${code}).`;
    return new ConsoleError("no-space", why, {
      hint: "Nothing was changed. Free some space there and try again.",
      cause: error,
    });
  }
  if (!isLink || !["EACCES", "EPERM", "EROFS", "ENOENT"].includes(code)) return error;
  return new ConsoleError(
    "blocked",
    `${name} is a link to ${path}, and nothing can be written in ${dirname(path)} (${code}).`,
    {
      hint: "Nothing was changed. Make that folder writable, or put the file in the place of the link.",
      cause: error,
    },
  );
}

/**
 * What a file is called until it counts. Several registries may have links that lead into one folder, which may become
 * the folder of another: whose it is stands in the name, and only its own registry sweeps it.
 */
export async function temporaryNameOf(dir: string, { name, isLink }: FilePlace, token: string) {
  return `.${name}.${isLink ? await linkMarkOf(dir) : ""}${token}${temporarySuffix}`;
}

export const isOfLink = (temporary: string): boolean =>
  temporary.endsWith(temporarySuffix) && /\.link-[0-9a-f]{8}-[0-9a-f]+\.[^.]+$/.test(temporary);

async function linkMarkOf(dir: string): Promise<string> {
  const digest = createHash("sha256").update(await realpath(dir));
  return `link-${digest.digest("hex").slice(0, 8)}-`;
}

/** What a save that was never committed left beside the files that links lead to. */
export async function leftBesideLinks(dir: string): Promise<string[]> {
  const left: string[] = [];
  for (const name of fileNames) {
    const place = await filePlaceOf(dir, name).catch(() => undefined);
    if (!place?.isLink) continue;
    const start = `.${name}.${await linkMarkOf(dir)}`;
    const names: string[] = await readdir(place.folder).catch(() => []);
    const own = names.filter((each) => each.startsWith(start) && isOfLink(each));
    left.push(...own.map((each) => join(place.folder, each)));
  }
  return left;
}
