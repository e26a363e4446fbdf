import { readFile, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { errorCodeOf } from "./file-system.ts";
import { isInside } from "./is-inside.ts";

/** The way out where two places are on different file systems. */
export const farHint =
  "Make the folder it is mounted at a root of its own; its trash is then on the same file system.";

/** Where something is mounted, as far as the system tells. A mount of the same disk is not known by its device. */
export async function mountPoints(): Promise<string[]> {
  if (process.platform !== "linux") return [];
  const table = await readFile("/proc/self/mountinfo", "utf8").catch(() => "");
  return table.split("\n").flatMap((line) => {
    const point = line.split(" ")[4];
    return point === undefined ? [] : [point.replace(/\\([0-7]{3})/g, (_, octal) => toSign(octal))];
  });
}

const toSign = (octal: string): string => String.fromCharCode(Number.parseInt(octal, 8));

/** What a folder, or the nearest one above it that is there, is mounted as. Nothing is renamed between two mounts. */
export async function mountOf(folder: string, points: readonly string[]): Promise<string> {
  try {
    const { dev } = await stat(folder, { bigint: true });
    return mountName(folder, dev, points);
  } catch (error) {
    const isThere = !["ENOENT", "ENOTDIR"].includes(errorCodeOf(error) ?? "");
    if (isThere || folder === dirname(folder)) throw error;
    return mountOf(dirname(folder), points);
  }
}

export function mountName(folder: string, device: bigint, points: readonly string[]): string {
  const holders = points.filter((point) => folder === point || isInside(folder, point));
  return `${device} ${holders.reduce((one, other) => (other.length > one.length ? other : one), "")}`;
}

/** Whether nothing can be renamed from the folder of one path to that of another. */
export async function areApart(
  one: string,
  other: string,
  points: readonly string[] | Promise<readonly string[]> = mountPoints(),
): Promise<boolean> {
  const known = await points;
  return (await mountOf(dirname(one), known)) !== (await mountOf(dirname(other), known));
}

/** What is mounted somewhere inside a folder. */
export const mountedIn = (folder: string, points: readonly string[]): string | undefined =>
  points.find((point) => isInside(point, folder));
