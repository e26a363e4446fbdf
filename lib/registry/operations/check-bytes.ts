import { join } from "node:path";
import { toCountWords } from "#lib/format.ts";
import { aggregateSha256Of } from "#lib/weights/checksums.ts";
import type { FileHash } from "#lib/weights/hash-files.ts";
import type { EntryLook } from "./check-entry.ts";
import { type EntryCheck, type FileCheck, isWrong } from "./entry-check.ts";

type Hashes = ReadonlyMap<string, FileHash>;

/** The files of an entry whose bytes are to be read. */
export const pathsToHash = ({ root, files }: EntryLook): string[] =>
  files.map(({ path }) => join(root, path));

/** What the bytes of an entry's files tell beyond names and sizes. */
export function judgeBytes(look: EntryLook, hashes: Hashes): EntryCheck {
  if (look.root === "") return look.check;
  const files = filesOf(look, hashes);
  const check = { ...look.check, files };
  const verdict = verdictOn(look, files);
  return { ...check, ...verdict };
}

function filesOf({ entry, root, files, check }: EntryLook, hashes: Hashes): FileCheck[] {
  const recorded = new Map(entry.artifacts.files.map(({ path, sha256 }) => [path, sha256.toLowerCase()]));
  const found = files.map(({ path }) => toFileCheck(path, hashes.get(join(root, path)), recorded.get(path)));
  const there = new Set(found.map(({ path }) => path));
  const noticed = (check.files ?? []).filter(({ path }) => !there.has(path));
  const why = new Map(noticed.map((file) => [file.path, file]));
  const gone = [...recorded]
    .filter(([path]) => !there.has(path))
    .map(([path, sha256]) => ({ path, state: "missing" as const, ...why.get(path), recorded: sha256 }));
  return [...found, ...noticed.filter(({ path }) => !recorded.has(path)), ...gone];
}

function toFileCheck(path: string, hash: FileHash | undefined, recorded: string | undefined): FileCheck {
  const known = recorded !== undefined && { recorded };
  if (hash === undefined) return { path, state: "unreadable", says: "it was not read", ...known };
  if (hash.state !== "hashed") return { path, state: hash.state, says: hash.says, ...known };
  const found = hash.sha256;
  if (recorded === undefined) return { path, state: "not recorded", found };
  return { path, state: recorded === found ? "valid" : "changed", recorded, found };
}

type Verdict = Pick<EntryCheck, "state" | "says" | "isAsLocked">;

/** The gravest thing first. */
function verdictOn({ entry, check }: EntryLook, files: FileCheck[]): Verdict {
  const first = (state: FileCheck["state"]) => files.find((file) => file.state === state);
  const fault = first("changing") ?? first("unreadable");
  if (fault) {
    const state = fault.state === "changing" ? "changing" : "unreadable";
    return { state, says: `${fault.path}: ${fault.says}` };
  }
  const lock = lockVerdict(entry.versionLock.expectedAggregateSha256, files);
  if (lock?.state === "lock violated") return lock;
  const gone = first("missing") ?? first("not a file");
  if (gone) return { state: "incomplete", says: isWrong(check) ? check.says : `${gone.path} is missing` };
  const changed = first("changed");
  if (changed) return { state: "content changed", says: changedWords(files, changed) };
  if (isWrong(check)) return { state: check.state, says: check.says };
  const read = toCountWords(files.length, "file");
  const isKnown = files.some(({ state }) => state === "valid");
  if (lock) return { ...lock, says: `${read}, as locked` };
  const { aggregateSha256 } = entry.artifacts;
  if (!isKnown && aggregateSha256 !== undefined) return aggregateVerdict(aggregateSha256, files);
  const fresh = files.filter(({ state }) => state === "not recorded").length;
  if (!isKnown && fresh > 0) return { state: "not recorded", says: `${read} read, no hash to compare with` };
  const more = fresh > 0 ? `; ${fresh} not recorded yet` : "";
  return { state: "valid", says: `${read} with the same bytes as before${more}` };
}

function lockVerdict(expected: string | undefined, files: FileCheck[]): Verdict | undefined {
  if (expected === undefined) return undefined;
  const found = aggregateOf(files);
  // A note beside the weights makes no other version of them.
  const ofRecorded = aggregateOf(files.filter(({ recorded }) => recorded !== undefined));
  const isAsLocked = [found, ofRecorded].includes(expected.toLowerCase());
  if (isAsLocked) return { state: "valid", says: "", isAsLocked };
  const says = `it is not the version it is locked to (${cut(expected)} -> ${cut(found)})`;
  return { state: "lock violated", says };
}

function aggregateVerdict(recorded: string, files: FileCheck[]): Verdict {
  const found = aggregateOf(files);
  return found === recorded.toLowerCase()
    ? { state: "valid", says: `${toCountWords(files.length, "file")} with the same bytes as before` }
    : { state: "content changed", says: `other bytes than before (${cut(recorded)} -> ${cut(found)})` };
}

const aggregateOf = (files: readonly FileCheck[]) => aggregateSha256Of(hashedOf(files));

/** The files whose bytes were read, with their hashes, in the order of their paths. */
export const hashedOf = (files: readonly FileCheck[]): { path: string; sha256: string }[] =>
  files
    .flatMap(({ path, found }) => (found === undefined ? [] : [{ path, sha256: found }]))
    .sort((one, other) => (one.path < other.path ? -1 : 1));

function changedWords(files: readonly FileCheck[], { path, recorded, found }: FileCheck): string {
  const more = files.filter(({ state }) => state === "changed").length - 1;
  const others = more === 0 ? "" : `, and ${toCountWords(more, "more file")}`;
  return `${path} has other bytes than before (${cut(recorded)} -> ${cut(found)})${others}`;
}

const cut = (sha256 = "") => sha256.slice(0, 12);
