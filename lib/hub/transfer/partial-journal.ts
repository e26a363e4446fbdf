import { closeSync, constants, readFileSync, renameSync } from "node:fs";
import { errorCodeOf } from "#lib/registry/file-system.ts";
import { openOwnFile, writeWhole } from "./own-file.ts";
import {
  type Checkpoint,
  lineOf,
  type PartialRecord,
  parsePartialRecord,
  type RecordHead,
} from "./partial-record.ts";

/** A record that grows by a line for each checkpoint, and is written anew when it has become long. */
export type PartialJournal = {
  append(line: Checkpoint): void;
  rewrite(state: Checkpoint): void;
  close(): void;
};

const journalBytesMax = 4 * 1024 * 1024;
const { O_APPEND, O_CREAT, O_RDONLY, O_TRUNC, O_WRONLY } = constants;

export function openPartialJournal(path: string, head: RecordHead, first: Checkpoint): PartialJournal {
  let file: number | undefined;
  let bytes = 0;
  let kept: Checkpoint = {};
  const rewrite = (state: Checkpoint): void => {
    kept = state;
    const next = `${path}.new`;
    const fresh = openOwnFile(next, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND);
    try {
      bytes = writeWhole(fresh, Buffer.from(lineOf(head) + lineOf(state)));
      renameSync(next, path);
    } catch (error) {
      closeSync(fresh);
      throw error;
    }
    if (file !== undefined) closeSync(file);
    file = fresh;
  };
  rewrite(first);
  return {
    rewrite,
    append: (line) => {
      if (file === undefined) return;
      kept = { ...kept, ...line };
      if (bytes > journalBytesMax) rewrite(kept);
      else bytes += writeWhole(file, Buffer.from(lineOf(line)));
    },
    close: () => {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}

export function readPartialRecord(path: string): PartialRecord | undefined {
  let file: number | undefined;
  try {
    file = openOwnFile(path, O_RDONLY);
    return parsePartialRecord(readFileSync(file, "utf8"));
  } catch (error) {
    if (errorCodeOf(error) === "ENOENT") return undefined;
    throw error;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
