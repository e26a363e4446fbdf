import { homedir } from "node:os";
import { sep } from "node:path";

/** The system's own folders, in which files are not what they seem, or are everybody's. */
const systemFolders = ["/proc", "/sys", "/dev", "/run"];
/** Among them, where people do keep models: in memory, and on disks that were plugged in. */
const excepted = ["/dev/shm", "/run/media"];

export const isAtOrBelow = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);

/** Whether a folder is none of a model: the whole system, a folder of its own, or everything that a person has. */
export function isSystemFolder(real: string, home: string = homedir()): boolean {
  if (isAtOrBelow(home, real) || real === sep || /^[A-Za-z]:\\?$/.test(real)) return true;
  if (excepted.some((folder) => real !== folder && isAtOrBelow(real, folder))) return false;
  return systemFolders.some((folder) => isAtOrBelow(real, folder));
}

/** Walking through such a folder takes minutes and finds nothing that belongs together. */
export function guardModelFolder(real: string): void {
  if (isSystemFolder(real)) throw new Error(`${real} is no model's folder`);
}
