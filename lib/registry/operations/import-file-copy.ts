import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, link, lstat, open, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { ensureFolder } from "#lib/state/ensure-folder.ts";
import { hashFiles } from "#lib/weights/hash-files.ts";
import type { FileSource, SourceFile } from "./import-file-source.ts";

type StagingProgress = { phase: "copy" | "check"; done: number; total: number; item: string };

type Staging = {
  how: "copy" | "hard-link" | "symbolic-link";
  folder: string;
  signal: AbortSignal;
  onProgress: (progress: StagingProgress) => void;
};

const chunkBytes = 4 * 1024 * 1024;

/** Puts the files of a model into a folder nobody looks at yet. A copy is read again, and answers its hashes. */
export async function stageFiles(source: FileSource, staging: Staging): Promise<Map<string, string>> {
  const { how, folder, signal, onProgress } = staging;
  await ensureFolder(folder);
  const read = new Map<string, string>();
  let before = 0;
  for (const file of source.files) {
    signal.throwIfAborted();
    const [from, to] = [join(source.base, file.path), join(folder, file.path)];
    await ensureFolder(dirname(to));
    if (how === "hard-link") await link(from, to);
    else if (how === "symbolic-link") await symlink(from, to);
    else {
      const tell = (bytes: number) =>
        onProgress({ phase: "copy", done: before + bytes, total: source.bytes, item: file.path });
      read.set(file.path, await copyFile({ from, to, file }, { signal, tell }));
    }
    before += file.bytes;
  }
  if (how === "copy") await checkCopies(read, staging);
  return read;
}

type Copying = { from: string; to: string; file: SourceFile };

/** Answers the hash of what was read. What changes while it is copied is not what was to be copied. */
async function copyFile(
  { from, to, file }: Copying,
  { signal, tell }: { signal: AbortSignal; tell: (bytes: number) => void },
): Promise<string> {
  const input = await open(from, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const output = await open(to, "wx", 0o644);
    try {
      const sha256 = await pour(input, output, { signal, tell, bytesMax: file.bytes });
      await output.sync();
      const stats = await lstat(from, { bigint: true });
      if (`${stats.dev}.${stats.ino}.${stats.size}.${stats.mtimeNs}` === file.stamp) return sha256;
      throw changed(from);
    } finally {
      await output.close();
    }
  } finally {
    await input.close();
  }
}

type Pouring = { signal: AbortSignal; tell: (bytes: number) => void; bytesMax: number };

async function pour(input: FileHandle, output: FileHandle, pouring: Pouring): Promise<string> {
  const { signal, tell, bytesMax } = pouring;
  const hash = createHash("sha256");
  const buffer = Buffer.allocUnsafeSlow(chunkBytes);
  let done = 0;
  for (;;) {
    signal.throwIfAborted();
    const { bytesRead } = await input.read(buffer, 0, chunkBytes, done);
    if (bytesRead === 0) break;
    const part = buffer.subarray(0, bytesRead);
    hash.update(part);
    for (let written = 0; written < bytesRead; ) {
      written += (await output.write(part, written, bytesRead - written, done + written)).bytesWritten;
    }
    done += bytesRead;
    // Whoever appends as fast as we read would never let us end.
    if (done > bytesMax) throw changed("The file");
    tell(done);
  }
  return hash.digest("hex");
}

const changed = (what: string) =>
  new ConsoleError("conflict", `${what} changed while it was copied.`, {
    hint: "Nothing was added. Wait until nobody writes to it, and try again.",
  });

async function checkCopies(
  read: ReadonlyMap<string, string>,
  { folder, signal, onProgress }: Staging,
): Promise<void> {
  const written = await hashFiles(
    [...read.keys()].map((path) => join(folder, path)),
    {
      signal,
      onProgress: ({ done, total, path }) => onProgress({ phase: "check", done, total, item: path }),
    },
  );
  for (const [path, sha256] of read) {
    const answer = written.get(join(folder, path));
    if (answer?.state === "hashed" && answer.sha256 === sha256) continue;
    const found = answer?.state === "hashed" ? answer.sha256 : answer?.says;
    throw new ConsoleError(
      "failed",
      `The copy of ${path} is not what was read: ${found} instead of ${sha256}.`,
      {
        hint: "Nothing was added. Check the disk that it was copied to.",
      },
    );
  }
}
