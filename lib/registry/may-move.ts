import type { BigIntStats, Stats } from "node:fs";
import { access, constants, lstat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { trashFolderName } from "#lib/weights/trash-folder.ts";

/** What the system says of a folder: whether one may write in it, and whether it is there. */
export type FolderLeave = {
  mayWrite: (folder: string) => Promise<boolean>;
  isThere: (folder: string) => Promise<boolean>;
};

const answered = (asking: Promise<unknown>): Promise<boolean> =>
  asking.then(
    () => true,
    () => false,
  );

export const mayWrite: FolderLeave["mayWrite"] = (folder) => answered(access(folder, constants.W_OK));
export const isThere: FolderLeave["isThere"] = (folder) => answered(lstat(folder));

export const leaveHint = "Have its owner do it, or be given leave to write there.";

type Looked = Pick<Stats | BigIntStats, "uid" | "mode" | "isDirectory">;
type Found = { path: string; root: string; stats: Looked };

/** Why the system would not let a path go to the trash of its root. A folder says itself where it lies, so it is written too. */
export async function whyHeld(
  { path, root, stats }: Found,
  { mayWrite: ask, isThere: look }: FolderLeave,
): Promise<string | undefined> {
  const around = dirname(path);
  if (!(await ask(around))) return `you may not write in ${around}, which holds it`;
  const isFree = !stats.isDirectory() || isPlainlyOwn(stats) || (await ask(path));
  if (!isFree) return "it is a folder that you may not write in";
  const trash = join(root, trashFolderName);
  const kept = (await look(trash)) ? trash : root;
  return (await ask(kept)) ? undefined : `you may not write in ${kept}, where the trash is`;
}

/** Mostly it is, and the system need not be asked. */
const isPlainlyOwn = ({ uid, mode }: Looked): boolean =>
  Number(uid) === process.geteuid?.() && (Number(mode) & 0o200) !== 0;
