import type { Stats } from "node:fs";
import { access, constants, lstat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { trashFolderName } from "#lib/weights/trash-folder.ts";

/** Whether one may write in a folder. */
export type MayWrite = (folder: string) => Promise<boolean>;

export const mayWrite: MayWrite = (folder) =>
  access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );

export const leaveHint = "Have its owner do it, or be given leave to write there.";

type Found = { path: string; root: string; stats: Stats };

/** Why the system would not let a path go to the trash of its root. A folder says itself where it lies, so it is written too. */
export async function whyHeld({ path, root, stats }: Found, ask: MayWrite): Promise<string | undefined> {
  const around = dirname(path);
  if (!(await ask(around))) return `you may not write in ${around}, which holds it`;
  const isFree = !stats.isDirectory() || isPlainlyOwn(stats) || (await ask(path));
  if (!isFree) return "it is a folder that you may not write in";
  const trash = join(root, trashFolderName);
  if (await ask(trash)) return undefined;
  const kept = (await isThere(trash)) ? trash : root;
  return (await ask(kept)) ? undefined : `you may not write in ${kept}, where the trash is`;
}

/** Mostly it is, and the system need not be asked. */
const isPlainlyOwn = ({ uid, mode }: Stats): boolean => uid === process.geteuid?.() && (mode & 0o200) !== 0;

const isThere = (path: string) =>
  lstat(path).then(
    () => true,
    () => false,
  );
