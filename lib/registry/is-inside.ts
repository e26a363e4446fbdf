import { sep } from "node:path";

/** Whether a path lies below a folder, as both are written. */
export const isInside = (path: string, folder: string): boolean =>
  path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
