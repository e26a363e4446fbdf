import { isAbsolute, resolve, sep } from "node:path";

/** Whether a whole path is spelled as the system would spell it, which costs a fraction of spelling it anew. */
export const isSpelled = (path: string): boolean =>
  sep === "/" && isAbsolute(path) && !/\/(?:[/.]|$)/.test(path);

export const spelledPath = (path: string): string => (isSpelled(path) ? path : resolve(path));
