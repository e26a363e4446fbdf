import { randomBytes } from "node:crypto";
import { lstat, rm } from "node:fs/promises";
import { join } from "node:path";
import { ensureFolder } from "#lib/state/ensure-folder.ts";
import type { FileSystem, OpenFile } from "./file-system.ts";
import { changesFolder } from "./registry-files.ts";

/** Something that a change is about to do with files. */
export type MoveStep =
  | { kind: "move"; from: string; to: string; inode: string; makesRoom?: true | undefined }
  | { kind: "made"; path: string }
  | { kind: "removed"; path: string; mode: number }
  /** A folder of the trash that was not there before. */
  | { kind: "item"; folder: string }
  /** A folder of the trash in which nothing is left when the change counts. */
  | { kind: "emptied"; folder: string }
  /** The record under which the change counts. */
  | { kind: "record"; id: string };

export type MoveBeginning = { kind: "begin"; command: string; at: string };

export const journalPrefix = "moves-";
export const journalSuffix = ".jsonl";

/** Says what will be moved before it is, so that whoever comes after a process that died can take it back. */
export class MoveJournal {
  readonly #dir: string;
  readonly #fs: FileSystem;
  readonly #beginning: MoveBeginning;
  #path: string | undefined;
  #file: OpenFile | undefined;

  constructor(dir: string, { fs, command }: { fs: FileSystem; command: string }) {
    this.#dir = dir;
    this.#fs = fs;
    this.#beginning = { kind: "begin", command, at: new Date().toISOString() };
  }

  /** Comes back when the steps are on the disk. */
  async intend(steps: readonly MoveStep[]): Promise<void> {
    if (steps.length === 0) return;
    const file = this.#file ?? (await this.#open());
    await append(file, steps);
  }

  /** A change that moves nothing needs no word here. */
  async countAs(id: string): Promise<void> {
    if (this.#file) await append(this.#file, [{ kind: "record", id }]);
  }

  /** All is done, or all is taken back. */
  async end(): Promise<void> {
    await this.leave();
    if (this.#path !== undefined) await rm(this.#path, { force: true });
  }

  /** Leaves word behind for whoever takes it back. */
  async leave(): Promise<void> {
    await this.#file?.close();
    this.#file = undefined;
  }

  async #open(): Promise<OpenFile> {
    const folder = changesFolder(this.#dir);
    await ensureFolder(folder, 0o700);
    const path = join(folder, `${journalPrefix}${randomBytes(8).toString("hex")}${journalSuffix}`);
    this.#path = path;
    this.#file = await this.#fs.create(path, 0o600);
    await append(this.#file, [this.#beginning]);
    await this.#fs.syncFolder(folder);
    return this.#file;
  }
}

async function append(file: OpenFile, lines: readonly (MoveStep | MoveBeginning)[]): Promise<void> {
  const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  for (let written = 0; written < bytes.length; ) {
    const count = await file.write(bytes, written);
    if (count <= 0)
      throw Object.assign(new Error("no space left for the word of a move"), { code: "ENOSPC" });
    written += count;
  }
  await file.sync();
}

/** A move is taken back only of what was there when it was told. */
export async function moveStep(from: string, to: string): Promise<MoveStep> {
  return { kind: "move", from, to, inode: await inodeOf(from) };
}

/** A move that makes room for what the change writes: once that is there, it counts. */
export async function roomStep(from: string, to: string): Promise<MoveStep> {
  return { kind: "move", from, to, inode: await inodeOf(from), makesRoom: true };
}

/** Device numbers change when a machine starts anew; the number of the file does not. */
export async function inodeOf(path: string): Promise<string> {
  return String((await lstat(path, { bigint: true })).ino);
}
