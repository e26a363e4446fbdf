import { posix } from "node:path";
import { nearest } from "#cli-bridge/derive/nearest.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { fileKindOf } from "#lib/weights/file-kind.ts";
import { type ChosenWeights, chooseWeights, type WeightsWanted } from "./choose-weights.ts";
import { fitsPattern } from "./fits-pattern.ts";
import { clashesOf, foldedOf, refusalOfPath } from "./safe-path.ts";
import { isLeftByTraining, type WeightGroup, weightFormatOf, weightGroupsOf } from "./weight-groups.ts";

export type FileRole = "weights" | "config" | "tokenizer" | "note" | "optional" | "large optional" | "code";

type Listed = { path: string; bytes: number };
export type ChosenFile<File extends Listed = Listed> = { file: File; role: FileRole };

export type FilesWanted = WeightsWanted & {
  /** Only these files, where some are named. */
  files: readonly string[];
  includeOptional: boolean;
  includeLargeOptional: boolean;
  acceptCode: boolean;
};

export type ChosenFiles<File extends Listed = Listed> = {
  files: ChosenFile<File>[];
  groups: WeightGroup[];
  left: { path: string; bytes: number; why: string }[];
  notes: string[];
  /** Those of the files left out that could not be written under their names. */
  odd: { path: string; why: string }[];
  /** Files that are needed and cannot be written under their names. */
  refused: { path: string; why: string }[];
};

const smallMax = 10_000_000;
const needed: readonly FileRole[] = ["weights", "config", "tokenizer"];

/** What a file of a repository is there for, weights set aside. */
export function roleOf({ path, bytes }: Listed): FileRole {
  const kind = fileKindOf(path);
  const name = posix.basename(path).toLowerCase();
  if (weightFormatOf(path) !== undefined) return "weights";
  if (/^(?:readme|licen[cs]e|notice|usage[-_]?policy|use_policy)/.test(name)) return "note";
  if (kind === "code") return "code";
  if (kind === "tokenizer") return "tokenizer";
  const isSmall = bytes < smallMax;
  if ((kind === "config" || kind === "index" || kind === "template") && isSmall) return "config";
  return isSmall ? "optional" : "large optional";
}

/** Which files of a repository are fetched: what is needed, what is wanted besides, and why the rest is not. */
export function chooseFiles<File extends Listed>(
  repo: string,
  listed: readonly File[],
  wanted: FilesWanted,
): ChosenFiles<File> {
  const named = namedAmong(repo, listed, wanted.files);
  const groups = weightGroupsOf(named);
  const isAsked = wanted.files.length > 0;
  const asNamed: ChosenWeights = { chosen: groups, left: [], notes: [] };
  const weights = isAsked && wanted.weights.length === 0 ? asNamed : chooseWeights(repo, groups, wanted);
  const byPath = new Map(weights.chosen.flatMap((group) => group.files.map((path) => [path, group])));
  const whyLeft = new Map(weights.left.flatMap(({ group, why }) => group.files.map((path) => [path, why])));
  const left: ChosenFiles["left"] = [];
  const taken: ChosenFile<File>[] = [];
  for (const file of named) {
    const role = roleOf(file);
    const why =
      role === "weights"
        ? byPath.has(file.path)
          ? undefined
          : whyLeft.get(file.path)
        : whyNot(file, role, wanted);
    if (why === undefined || (isAsked && role !== "weights")) taken.push({ file, role });
    else left.push({ path: file.path, bytes: file.bytes, why });
  }
  const { sound, refused, odd } = sift(taken);
  return {
    files: sound,
    groups: weights.chosen,
    left: [...left, ...odd],
    notes: weights.notes,
    odd,
    refused,
  };
}

/** Of a repository that lends its configuration, only that. */
export function supportFilesOf<File extends Listed>(
  listed: readonly File[],
  taken: ReadonlySet<string>,
): ChosenFile<File>[] {
  const own = new Set([...taken].map(foldedOf));
  const lent = listed
    .map((file) => ({ file, role: roleOf(file) }))
    .filter(({ role }) => role === "config" || role === "tokenizer")
    .filter(({ file }) => !own.has(foldedOf(file.path)))
    .filter(({ file }) => fileKindOf(file.path) !== "index");
  return sift(lent).sound;
}

/** The files that are named, or all where none is. A name that no file has is refused, for nothing would come of it. */
function namedAmong<File extends Listed>(
  repo: string,
  listed: readonly File[],
  words: readonly string[],
): readonly File[] {
  if (words.length === 0) return listed;
  const isNamed = (word: string, { path }: Listed) =>
    fitsPattern(path, word) || fitsPattern(posix.basename(path), word);
  const astray = words.find((word) => !listed.some((file) => isNamed(word, file)));
  if (astray !== undefined) throw noSuchFile(repo, astray, listed);
  return listed.filter((file) => words.some((word) => isNamed(word, file)));
}

function noSuchFile(repo: string, word: string, listed: readonly Listed[]): ConsoleError {
  const near = nearest(
    posix.basename(word),
    listed.map(({ path }) => posix.basename(path)),
  );
  return new ConsoleError("bad-input", `No file of ${repo} fits "${word.slice(0, 200)}".`, {
    hint: near ? `Did you mean ${near}?` : `See what there is: modeldeck analyze --files -- ${repo}`,
  });
}

function whyNot({ path }: Listed, role: FileRole, wanted: FilesWanted): string | undefined {
  if (isLeftByTraining(path)) return "training left it behind";
  if (fileKindOf(path) === "partial") return "it is an unfinished download";
  // Who trusts the code wants it, whatever else is left out: a configuration may name it.
  const isWanted = wanted.includeOptional || (role === "code" && wanted.acceptCode);
  if ((role === "optional" || role === "code") && !isWanted) return "optional files were not asked for";
  if (role === "large optional" && !wanted.includeLargeOptional)
    return "large optional files were not asked for";
  return undefined;
}

/** Names are the hub's to say and ours to refuse. One that is not needed is left out; one that is stops it all. */
function sift<File extends Listed>(taken: readonly ChosenFile<File>[]) {
  const paths = taken.map(({ file }) => file.path).filter((path) => refusalOfPath(path) === undefined);
  const clashes = clashesOf(paths);
  const whyRefused = (path: string) => refusalOfPath(path) ?? clashes.get(path);
  const bad = taken.flatMap(({ file, role }) => {
    const why = whyRefused(file.path);
    return why === undefined ? [] : [{ path: file.path, bytes: file.bytes, why, role }];
  });
  return {
    sound: taken.filter(({ file }) => whyRefused(file.path) === undefined),
    refused: bad.filter(({ role }) => needed.includes(role)).map(({ path, why }) => ({ path, why })),
    odd: bad
      .filter(({ role }) => !needed.includes(role))
      .map(({ path, bytes, why }) => ({ path, bytes, why })),
  };
}
