import { stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { type HashAnswer, identityOf, startHashThread } from "./hash-thread.ts";

/** Remembers hashes by what the file system says of a file: device, inode, times of change in ns, size. */
export type HashCache = {
  get(key: string): string | undefined;
  set(key: string, sha256: string): void;
};

export type FileFault = "missing" | "unreadable" | "changing" | "not a file";

export type FileHash =
  /** `key` is the same for every name of the same bytes on disk. */
  | { state: "hashed"; sha256: string; key: string; isRemembered: boolean }
  | { state: FileFault; says: string };

/** Bytes that were read, of those that must be; what is remembered counts on neither side. */
export type HashProgress = { done: number; total: number; path: string };

export type HashOptions = {
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: HashProgress) => void) | undefined;
  cache?: HashCache | undefined;
  /** How many files are read at a time; as many as there are processors when left out. */
  threads?: number | undefined;
};

type Found = { key: string; bytes: number; paths: string[]; settledAt: number };

const statsAtOnce = 32;

/**
 * The hashes of many files, worked out beside the event loop: a file with several names is read once, and each hash is
 * remembered as soon as it is known, so that whoever is stopped goes on from there. No file's fault stops the others.
 */
export async function hashFiles(
  paths: Iterable<string>,
  options: HashOptions = {},
): Promise<Map<string, FileHash>> {
  const { cache, signal } = options;
  const answers = new Map<string, FileHash>();
  const found = await identifyAll(paths, answers, signal);
  const unread: Found[] = [];
  for (const file of found.values()) {
    const sha256 = cache?.get(file.key);
    if (sha256 === undefined) unread.push(file);
    else answerFor(file, { state: "hashed", sha256, key: file.key, isRemembered: true }, answers);
  }
  await readAll(unread, options, (file, { answer, wasSettled }) => {
    answerFor(file, toFileHash(answer), answers);
    if (wasSettled && "sha256" in answer && answer.key === file.key) cache?.set(answer.key, answer.sha256);
  });
  return answers;
}

function answerFor({ paths }: Found, answer: FileHash, answers: Map<string, FileHash>): void {
  for (const path of paths) answers.set(path, answer);
}

async function identifyAll(
  paths: Iterable<string>,
  answers: Map<string, FileHash>,
  signal: AbortSignal | undefined,
): Promise<Map<string, Found>> {
  const found = new Map<string, Found>();
  const waiting = new Set(paths).values();
  const work = async (): Promise<void> => {
    for (const path of waiting) {
      signal?.throwIfAborted();
      const answer = await identify(path);
      if ("state" in answer) answers.set(path, answer);
      else if (!found.get(answer.key)?.paths.push(path)) found.set(answer.key, answer);
    }
  };
  await Promise.all(Array.from({ length: statsAtOnce }, work));
  return found;
}

/**
 * A clock may be coarse, so a file that was written just now may be written again without looking any different. What
 * counts is when its reading began: whoever writes it later than this gives it another time.
 */
const settledMs = 2000;

async function identify(path: string): Promise<Found | FileHash> {
  try {
    const stats = await stat(path, { bigint: true });
    if (!stats.isFile()) return { state: "not a file", says: "it is not a regular file" };
    const settledAt = Number(stats.mtimeMs) + settledMs;
    return { key: identityOf(stats), bytes: Number(stats.size), paths: [path], settledAt };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    return toFileHash({ fault: code, says: error instanceof Error ? error.message : String(error) });
  }
}

function toFileHash(answer: HashAnswer): FileHash {
  if ("sha256" in answer) return { state: "hashed", ...answer, isRemembered: false };
  const { fault, says } = answer;
  if (fault === "changing" || fault === "not a file") return { state: fault, says };
  if (fault === "ENOENT" || fault === "ENOTDIR") return { state: "missing", says };
  return { state: "unreadable", says: fault === "unknown" ? says : `it cannot be read (${fault})` };
}

type Read = { answer: HashAnswer; wasSettled: boolean };

/**
 * The largest first, so that no thread is left alone with a large one at the end; what is still young comes behind all
 * others, since it may have settled by then.
 */
async function readAll(
  files: Found[],
  { signal, onProgress, threads = availableParallelism() }: HashOptions,
  take: (file: Found, read: Read) => void,
): Promise<void> {
  signal?.throwIfAborted();
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const now = Date.now();
  const isYoung = ({ settledAt }: Found) => Number(settledAt >= now);
  const waiting = files
    .toSorted((one, other) => isYoung(one) - isYoung(other) || other.bytes - one.bytes)
    .values();
  let done = 0;
  const work = async (): Promise<void> => {
    const thread = startHashThread();
    const stop = stopping(thread.stop, signal);
    try {
      for (const file of waiting) {
        const path = file.paths[0] ?? "";
        let own = 0;
        const tell = (bytes: number): void => {
          done += bytes - own;
          own = bytes;
          onProgress?.({ done, total, path });
        };
        const wasSettled = Date.now() > file.settledAt;
        take(file, { answer: await thread.hash(path, tell), wasSettled });
        signal?.throwIfAborted();
        tell(file.bytes);
      }
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      await stop();
    }
  };
  const lanes = Array.from({ length: Math.min(Math.max(1, threads), files.length) }, work);
  const ended = await Promise.allSettled(lanes);
  for (const lane of ended) if (lane.status === "rejected") throw lane.reason;
}

/** Ends a thread when the work is over, or at once when it is no longer wanted. */
function stopping(stop: () => Promise<void>, signal: AbortSignal | undefined): () => Promise<void> {
  const abort = (): void => void stop();
  signal?.addEventListener("abort", abort, { once: true });
  return () => {
    signal?.removeEventListener("abort", abort);
    return stop();
  };
}
