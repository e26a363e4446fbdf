import { isAbsolute } from "node:path";
import { type Entry, isOllamaPath } from "../entry.ts";

/** What sort of place an entry's path names. Only one that is ours to look at is ever asked of the disk. */
export type PlaceKind = "none" | "ollama" | "foreign" | "relative" | "local";

const drive = /^[A-Za-z]:([\\/]|$)/;
const share = /^(\\\\|\/\/)[^\\/]/;

export function placeKindOf(
  { path }: Pick<Entry, "path">,
  platform: NodeJS.Platform = process.platform,
): PlaceKind {
  if (path === undefined) return "none";
  if (isOllamaPath(path)) return "ollama";
  if (platform !== "win32" && (drive.test(path) || share.test(path) || path.startsWith("\\")))
    return "foreign";
  return isAbsolute(path) ? "local" : "relative";
}
