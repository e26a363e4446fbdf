import { readdir, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { toByteWords } from "#lib/format.ts";
import { ensureFolder } from "#lib/state/ensure-folder.ts";
import { partialFolderName } from "#lib/weights/partial-folder.ts";
import type { ChangeTrail } from "../change-trail.ts";
import { holderOf } from "../lock-file.ts";
import { isGone, isMakerGone, thisHolder } from "../lock-holder.ts";
import { bytesBelow } from "../measure-tree.ts";
import { moveStep } from "../move-journal.ts";
import { makeParents, movePath, removeTree } from "../safe-move.ts";
import { isThere, moveToTrash } from "../trash.ts";
import type { FileImport } from "./import-file.ts";

const stagingName = /^import-(.*-\d+-[0-9a-f]{16})\.(part|json)$/;

const holderOfStaging = (folder: string): string => folder.replace(/part$/, "json");

/** A place on the root's disk for what is not whole yet; no scan looks there. Beside it stands whose it is. */
export async function stagingIn(root: string): Promise<string> {
  const holder = await thisHolder("import-file");
  const folder = join(root, partialFolderName, `import-${holder.token}.part`);
  await ensureFolder(dirname(folder));
  await writeFile(holderOfStaging(folder), JSON.stringify(holder), { flag: "wx", mode: 0o600 });
  return folder;
}

/** Takes away what was staged and is not wanted any more, and the folder if nothing else is in it. */
export async function dropStaging(folder: string): Promise<void> {
  if (await isThere(folder)) await removeTree(folder);
  await rm(holderOfStaging(folder), { force: true });
  await rmdir(dirname(folder)).catch(() => undefined);
}

/** What a process left that was ended while it copied. Its number alone may be another process's by now. */
export async function dropAbandoned(root: string): Promise<void> {
  const parent = join(root, partialFolderName);
  for (const name of await readdir(parent).catch(() => [])) {
    const [, token] = stagingName.exec(name) ?? [];
    if (token === undefined) continue;
    const folder = join(parent, `import-${token}.part`);
    const holder = await holderOf(holderOfStaging(folder));
    if (holder ? await isGone(holder) : isMakerGone(token)) await dropStaging(folder);
  }
}

type Placing = FileImport & {
  /** The folder with the files; nothing where the source itself moves. */
  staged: string | undefined;
  /** The root that holds the source, where its copy replaces it. */
  home: string | undefined;
  names: string[];
};

/** Gives the files the place they are to have: at once, and leaving word, so that all of it can be taken back. */
export async function placeFiles(placing: Placing, trail: ChangeTrail): Promise<void> {
  const { source, target, staged, names, home } = placing;
  const moveIn = async (kept: string, path: string, more: { bytes: number; from?: string }) => {
    trail.madeFolders.push(...(await makeParents(path, trail.intend)));
    await trail.intend([await moveStep(kept, path)]);
    await movePath(kept, path);
    trail.restored.push({ path, kept, names, ...more });
  };
  if (staged !== undefined) await moveIn(staged, target, { bytes: source.bytes });
  else if (source.isFolder) await moveIn(source.path, target, { bytes: source.bytes, from: source.path });
  else {
    for (const { path, bytes } of source.files) {
      const from = join(source.base, path);
      await moveIn(from, join(target, path), { bytes, from });
    }
  }
  if (home === undefined) return;
  const going = source.isFolder ? [source.path] : source.files.map(({ path }) => join(source.base, path));
  // What a link leads to does not go along, so the bytes of the model are not what the trash is to hold.
  const paths = await Promise.all(
    going.map(async (path) => ({ path, bytes: (await bytesBelow(path)) ?? 0 })),
  );
  const trashing = { command: "import-file", home, paths, entries: [] };
  trail.trashed.push(await moveToTrash({ ...trashing, intend: trail.intend }));
}

/** What copying needs, against what there is; nothing where it fits. */
export function whyNoRoom(bytes: number, free: number | undefined): string | undefined {
  if (free === undefined || bytes <= free) return undefined;
  return `${toByteWords(bytes)} are to come, and ${toByteWords(free)} are free`;
}
