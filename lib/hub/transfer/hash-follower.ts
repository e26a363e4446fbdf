import { Worker } from "node:worker_threads";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { openHashRing, type SharedRing, type WrittenBytes } from "./hash-ring.ts";

export type FileHashes = { sha256: string; gitSha1: string | undefined };

/** Hashes a file while it grows: everything before the frontier, which only moves on, is there for good. */
export type HashFollower = {
  /** Where bytes of this place had best be received, if that is anywhere. */
  roomAt(at: number): Uint8Array | undefined;
  moveTo(frontier: number, written?: WrittenBytes): void;
  /** How far it has come. */
  hashed(): number;
  hashes: Promise<FileHashes>;
  stop(): Promise<void>;
};

type FollowInput = SharedRing & { path: string; bytes: number; withGitSha1: boolean };
type Answer = FileHashes | { fault: string };

/** The thread is woken once for so many bytes; more often would cost more than it brings. */
const wakeBytes = 1024 * 1024;

/** A smaller file is read again in less time than a thread takes to start. */
const threadBytesMin = 8 * 1024 * 1024;

export function followWithHashes(path: string, bytes: number, withGitSha1: boolean): HashFollower {
  const { places, ring, hashed, roomAt, moveTo } = openHashRing();
  const input: FollowInput = { path, bytes, places, ring, withGitSha1 };
  const answer = Promise.withResolvers<Answer>();
  const hashes = answer.promise.then((found) => {
    if ("sha256" in found) return found;
    throw new ConsoleError("failed", `"${path}" cannot be hashed: ${found.fault}`, { hint: "Try again." });
  });
  // Whoever stops early never asks for them.
  hashes.catch(() => undefined);
  const thread = bytes < threadBytesMin ? undefined : startThread(input, answer.resolve);
  let woken = 0;
  return {
    hashes,
    hashed,
    roomAt: (at) => (thread ? roomAt(at) : undefined),
    moveTo: (at, written) => {
      moveTo(at, thread && written);
      Atomics.store(places, 0, BigInt(at));
      if (at - woken < wakeBytes && at < bytes) return;
      woken = at;
      if (thread) Atomics.notify(places, 0);
      else if (at === bytes) answer.resolve(hashGrowingFile(input));
    },
    stop: async () => {
      await thread?.terminate();
    },
  };
}

function startThread(input: FollowInput, answer: (found: Answer) => void): Worker {
  const thread = new Worker(
    `const { parentPort, workerData } = require("node:worker_threads");
    parentPort.postMessage((${hashGrowingFile})(workerData));`,
    { eval: true, workerData: input, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 32 } },
  );
  thread.once("message", answer);
  thread.once("error", (error) => answer({ fault: String(error) }));
  thread.once("exit", () => answer({ fault: "its thread was ended" }));
  return thread;
}

/** Stands alone, as its text is what is sent. What is not in the ring comes out of the page cache. */
function hashGrowingFile({ path, bytes, places, ring, withGitSha1 }: FollowInput): Answer {
  const { openSync, readSync, closeSync, constants } = process.getBuiltinModule("node:fs");
  const { createHash } = process.getBuiltinModule("node:crypto");
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    const sha256 = createHash("sha256");
    const sha1 = withGitSha1 ? createHash("sha1").update(`blob ${bytes}\0`) : undefined;
    const buffer = Buffer.allocUnsafeSlow(256 * 1024);
    for (let done = 0; done < bytes; ) {
      const known = Atomics.load(places, 0);
      if (Number(known) <= done) {
        Atomics.wait(places, 0, known, 1000);
        continue;
      }
      // Asked after the frontier, it is never too low for what lies before that.
      const ringFrom = Number(Atomics.load(places, 2));
      const most = Math.min(buffer.length, Number(known) - done);
      const start = done % ring.length;
      let chunk = ring.subarray(start, start + most);
      if (ringFrom > done) {
        const got = readSync(file, buffer, 0, Math.min(most, ringFrom - done), done);
        if (got === 0) return { fault: "it became shorter" };
        chunk = buffer.subarray(0, got);
      }
      sha256.update(chunk);
      sha1?.update(chunk);
      done += chunk.length;
      Atomics.store(places, 1, BigInt(done));
      Atomics.notify(places, 1);
    }
    return { sha256: sha256.digest("hex"), gitSha1: sha1?.digest("hex") };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
