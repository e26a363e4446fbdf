import { isAbsolute } from "node:path";
import { type Entry, isOllamaPath } from "./entry.ts";

/** What sort of place an entry's path names. Only one that is ours to look at is ever asked of the disk. */
export type PlaceKind = "none" | "ollama" | "foreign" | "relative" | "local";

const drive = /^[A-Za-z]:([\\/]|$)/;
const share = /^(\\\\|\/\/)[^\\/]/;

/** One slash starts a whole path, two a share of Windows, unless there are more. */
const isRooted = (path: string): boolean => path.startsWith("/") && !path.startsWith("//");

export function placeKindOf(
  { path }: Pick<Entry, "path">,
  platform: NodeJS.Platform = process.platform,
): PlaceKind {
  if (path === undefined) return "none";
  // Most paths are these, and of thousands each is asked several times.
  if (platform !== "win32" && isRooted(path)) return "local";
  if (isOllamaPath(path)) return "ollama";
  if (platform !== "win32" && (drive.test(path) || share.test(path) || path.startsWith("\\")))
    return "foreign";
  return isAbsolute(path) ? "local" : "relative";
}

/** The path of an entry where it is ours to look at. A share of Windows is a name on other systems. */
export const localPathOf = (entry: Pick<Entry, "path">): string | undefined =>
  placeKindOf(entry) === "local" ? entry.path : undefined;
