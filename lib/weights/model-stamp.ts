import { createHash } from "node:crypto";
import { type BigIntStats, readdirSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { shardOf } from "./file-kind.ts";

const filesMax = 10_000;
const depthMax = 16;
/** A clock may be coarse: what was written just now may be written again without looking any different. */
const settledMs = 2000;

/**
 * What the system says of everything that a model's detection may read: which files, in which state. Two stamps are
 * alike only where nothing has changed in between. Nothing for what is not there, was written just now, or cannot be
 * looked at whole.
 */
export function stampOfModel(path: string): string | undefined {
  try {
    const found = statSync(path, { bigint: true });
    const lines = found.isFile() ? linesOfFile(path) : linesOfFolder(path, found);
    return createHash("sha256").update(lines.join("\0")).digest("base64");
  } catch {
    return undefined;
  }
}

/** A file by itself stands for the shards beside it too. */
function linesOfFile(path: string): string[] {
  const own = shardOf(basename(path));
  const folder = dirname(path);
  const isSibling = (name: string) => shardOf(name)?.stem === own?.stem && extname(name) === extname(path);
  const names = own === undefined ? [basename(path)] : readdirSync(folder).filter(isSibling).toSorted();
  return names.map((name) => lineOf(name, statSync(join(folder, name), { bigint: true })));
}

function linesOfFolder(path: string, found: BigIntStats): string[] {
  const root = realpathSync.native(path);
  const lines = [root, lineOf("", found)];
  collect({ root, folder: "", depth: 0, lines });
  return lines;
}

type Collection = { root: string; folder: string; depth: number; lines: string[] };

/** Folders are stamped as well: a file that came and went while others were read leaves its mark there. */
function collect({ root, folder, depth, lines }: Collection): void {
  const entries = readdirSync(`${root}/${folder}`, { withFileTypes: true });
  if (depth > depthMax || lines.length + entries.length > filesMax) throw new RangeError("too much");
  for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    lines.push(lineOf(path, statSync(`${root}/${path}`, { bigint: true })));
    if (entry.isDirectory()) collect({ root, folder: path, depth: depth + 1, lines });
  }
}

function lineOf(name: string, { dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  const changed = mtimeNs > ctimeNs ? mtimeNs : ctimeNs;
  if (Date.now() - Number(changed / 1_000_000n) < settledMs) throw new RangeError("written just now");
  return `${name}\n${dev}:${ino}:${size}:${mtimeNs}:${ctimeNs}`;
}
