import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { runOffThread } from "./off-thread.ts";

/** Remembers hashes by what the file system says of a file: device, inode, time of change in ns, size. */
export type HashCache = {
  get(key: string): string | undefined;
  set(key: string, sha256: string): void;
};

type HashOptions = {
  signal?: AbortSignal | undefined;
  /** Bytes hashed so far. */
  onProgress?: ((bytesDone: number) => void) | undefined;
  cache?: HashCache | undefined;
};

/** Below this a thread costs more than the hash. */
const mainThreadBytesMax = 1024 * 1024;

/** The sha256 of a file's bytes, as hexadecimal digits, worked out beside the event loop. */
export async function sha256OfFile(path: string, options: HashOptions = {}): Promise<string> {
  const { signal, onProgress, cache } = options;
  const before = await identify(path);
  const known = cache?.get(before.key);
  if (known !== undefined) return known;
  const sha256 =
    before.size <= mainThreadBytesMax
      ? createHash("sha256")
          .update(await readFile(path, { signal }))
          .digest("hex")
      : await runOffThread({ run: hashFile, input: path, signal, onProgress });
  if ((await identify(path)).key !== before.key) {
    throw new ConsoleError("failed", `"${path}" changed while it was hashed.`, {
      hint: "Wait until it is completely written, then try again.",
    });
  }
  cache?.set(before.key, sha256);
  return sha256;
}

/** Hashes many files, as many at a time as there are processors. */
export async function sha256OfFiles(
  paths: readonly string[],
  options: HashOptions & { atOnce?: number } = {},
): Promise<Map<string, string>> {
  const { atOnce = availableParallelism(), onProgress, ...others } = options;
  const found = new Map<string, string>();
  const done = new Map<string, number>();
  const report = (path: string, bytes: number): void => {
    done.set(path, bytes);
    onProgress?.([...done.values()].reduce((sum, each) => sum + each, 0));
  };
  const waiting = paths.values();
  const work = async (): Promise<void> => {
    for (const path of waiting) {
      found.set(path, await sha256OfFile(path, { ...others, onProgress: (bytes) => report(path, bytes) }));
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, atOnce) }, work));
  return found;
}

/** The key under which a file's hash may be remembered; any write to the file changes it. */
async function identify(path: string): Promise<{ key: string; size: number }> {
  const found = await stat(path, { bigint: true });
  if (!found.isFile()) {
    throw new ConsoleError("failed", `"${path}" is not a regular file.`, {
      hint: "Only files can be hashed.",
    });
  }
  return { key: `${found.dev}:${found.ino}:${found.mtimeNs}:${found.size}`, size: Number(found.size) };
}

/** Stands alone (off-thread.ts). Plain reads of 1 MiB beat every stream here: 1,404 against 523 to 929 MB/s. */
function hashFile(path: string, progress: (bytesDone: number) => void): string {
  const { openSync, readSync, closeSync, constants } = process.getBuiltinModule("node:fs");
  const hash = process.getBuiltinModule("node:crypto").createHash("sha256");
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const buffer = Buffer.allocUnsafeSlow(1024 * 1024);
  let done = 0;
  let told = 0;
  try {
    for (;;) {
      const bytes = readSync(file, buffer, 0, buffer.length, null);
      if (bytes === 0) break;
      hash.update(bytes === buffer.length ? buffer : buffer.subarray(0, bytes));
      done += bytes;
      if (done - told >= 32 * 1024 * 1024) {
        told = done;
        progress(done);
      }
    }
  } finally {
    closeSync(file);
  }
  progress(done);
  return hash.digest("hex");
}
