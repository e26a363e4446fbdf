import { partialFolderName } from "#lib/weights/partial-folder.ts";
import { trashFolderName } from "#lib/weights/trash-folder.ts";

const segmentBytesMax = 240;
const pathBytesMax = 1024;
const depthMax = 16;

/** Names that Windows gives to devices, whatever follows a dot. */
const devices = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?: *\.| *$)/i;
/** Folders whose contents other programs act on. */
const ownedFolders = new Set([".git", partialFolderName, trashFolderName]);

/**
 * Why a file of a hub's repository is not written under its name. A hub says names as it likes: what would leave the
 * folder, or be another file on another system that shares the disk, is never written.
 */
export function refusalOfPath(path: string): string | undefined {
  if (path === "") return "its name is empty";
  if (Buffer.byteLength(path) > pathBytesMax) return `its name has more than ${pathBytesMax} bytes`;
  if (!path.isWellFormed()) return "its name is broken text";
  if (/\p{Cc}/u.test(path)) return "its name holds control characters";
  if (/[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/.test(path))
    return "its name is not written as it is read";
  if (path.startsWith("/") || /^[A-Za-z]:/.test(path)) return "its name is that of another folder";
  if (path.includes("\\")) return "its name holds a backslash, which is another folder on Windows";
  const segments = path.split("/");
  if (segments.length > depthMax) return `it lies more than ${depthMax} folders deep`;
  for (const segment of segments) {
    const why = refusalOfSegment(segment);
    if (why !== undefined) return why;
  }
  return undefined;
}

function refusalOfSegment(segment: string): string | undefined {
  if (segment === "") return "a part of its name is empty";
  if (segment === "~") return "shells take ~ for your own folder";
  if (segment === "." || segment === "..") return "its name leads out of the folder";
  if (Buffer.byteLength(segment) > segmentBytesMax)
    return `a part of its name has more than ${segmentBytesMax} bytes`;
  if (ownedFolders.has(segment.toLowerCase())) return `${segment} belongs to another program`;
  if (devices.test(segment)) return `${segment} is a device on Windows`;
  if (segment.includes(":")) return "Windows takes what follows a colon for another stream of the file";
  if (process.platform === "win32" && /[<>"|?*]/.test(segment)) return "its name cannot be written here";
  if (/[. ]$/.test(segment)) return "Windows would drop the end of its name";
  return undefined;
}

/** What two names have in common that a disk may not tell apart. */
export const foldedOf = (path: string): string => path.normalize("NFC").toLowerCase();

/**
 * Among names that are sound by themselves, those that cannot stand beside another: the same in other letters, or a
 * file where another has a folder. The first of them keeps its place.
 */
export function clashesOf(paths: readonly string[]): Map<string, string> {
  const clashes = new Map<string, string>();
  const files = new Map<string, string>();
  const folders = new Map<string, string>();
  for (const path of paths.toSorted()) {
    const folded = foldedOf(path);
    const above = foldersAbove(path);
    const twin = files.get(folded);
    const file = above.map((folder) => files.get(foldedOf(folder))).find((found) => found !== undefined);
    const spelledOtherwise = above.find((folder) => (folders.get(foldedOf(folder)) ?? folder) !== folder);
    if (twin !== undefined) clashes.set(path, `it is ${twin} in other letters`);
    else if (file !== undefined) clashes.set(path, `${file} is a file`);
    else if (folders.has(folded)) clashes.set(path, "other files have it as their folder");
    else if (spelledOtherwise !== undefined)
      clashes.set(path, `its folder is ${folders.get(foldedOf(spelledOtherwise))} in other letters`);
    else {
      files.set(folded, path);
      for (const folder of above) folders.set(foldedOf(folder), folder);
    }
  }
  return clashes;
}

function foldersAbove(path: string): string[] {
  const segments = path.split("/");
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join("/"));
}
