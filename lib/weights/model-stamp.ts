import { readdirSync, realpathSync, type Stats, statSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { shardOf } from "./file-kind.ts";
import { type Mark, toMark } from "./stamp-reader.ts";
import { guardModelFolder } from "./system-folder.ts";

/**
 * Where a model really lies, if that is not where its path says, and what the system says of every file and folder that
 * its detection looks at. What lies in it is named from it on, with a dot in its place: the same path over and over would
 * be most of what is read of thousands of models.
 */
export type ModelStamp = { real?: string; marks: [path: string, mark: Mark][] };

const filesMax = 10_000;
const depthMax = 16;
/** A clock may be coarse: what was written just now may be written again without looking any different. */
const settledMs = 2000;

/** Nothing for what is not there, was written just now, or cannot be looked at whole. */
export function stampOfModel(path: string): ModelStamp | undefined {
  try {
    const real = realpathSync.native(path);
    const found = statSync(path);
    if (!found.isFile()) guardModelFolder(real);
    const marks = found.isFile() ? marksOfFile(path) : marksOfFolder(path, found);
    return { ...(real !== path && { real }), marks: marks.map(([each, mark]) => [fromOn(path, each), mark]) };
  } catch {
    return undefined;
  }
}

const fromOn = (path: string, each: string): string =>
  each === path || each.startsWith(`${path}/`) ? `.${each.slice(path.length)}` : each;

/** A file by itself stands for the shards beside it too. */
function marksOfFile(path: string): ModelStamp["marks"] {
  const own = shardOf(basename(path));
  if (own === undefined) return [settledMark(path, statSync(path))];
  const folder = dirname(path);
  const isSibling = (name: string) => shardOf(name)?.stem === own.stem && extname(name) === extname(path);
  const paths = [
    folder,
    ...readdirSync(folder)
      .filter(isSibling)
      .map((name) => join(folder, name)),
  ];
  return paths.map((each) => settledMark(each, statSync(each)));
}

function marksOfFolder(path: string, found: Stats): ModelStamp["marks"] {
  const marks = [settledMark(path, found)];
  collect(path, 0, marks);
  return marks;
}

function collect(folder: string, depth: number, marks: ModelStamp["marks"]): void {
  const entries = readdirSync(folder, { withFileTypes: true });
  if (depth > depthMax || marks.length + entries.length > filesMax) throw new RangeError("too much");
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`;
    marks.push(settledMark(path, statSync(path)));
    if (entry.isDirectory()) collect(path, depth + 1, marks);
  }
}

function settledMark(path: string, stats: Stats): [path: string, mark: Mark] {
  if (Date.now() - Math.max(stats.mtimeMs, stats.ctimeMs) < settledMs)
    throw new RangeError("written just now");
  return [path, toMark(stats)];
}
