import { lstat } from "node:fs/promises";
import { join } from "node:path";

/** The first folder between a base and a file below it that is a link or no folder. What is not there yet is fine. */
export async function linkInTheWay(base: string, below: string): Promise<string | undefined> {
  const segments = below.split("/").slice(0, -1);
  for (let depth = 1; depth <= segments.length; depth += 1) {
    const folder = join(base, ...segments.slice(0, depth));
    const stats = await lstat(folder).catch(() => undefined);
    if (stats === undefined) return undefined;
    if (!stats.isDirectory()) return folder;
  }
  return undefined;
}
