import { createHash, randomBytes } from "node:crypto";
import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { followWithHashes } from "#lib/hub/transfer/hash-follower.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const mebibyte = 1024 * 1024;
const bytes = 24 * mebibyte + 12_345;
const content = randomBytes(bytes);
const sha256 = createHash("sha256").update(content).digest("hex");

/** A file that grows, and the thread that follows it. */
async function openGrowing() {
  const path = join(await temporaryFolder(), "grows");
  const file = openSync(path, "w");
  const follower = followWithHashes(path, bytes, false);
  onTestFinished(async () => {
    closeSync(file);
    await follower.stop();
  });
  const write = (from: number, to: number): void => {
    writeSync(file, content, from, to - from, from);
  };
  return { follower, write };
}

/** Receives the next bytes as a socket does: into the room that there is, or where there is none elsewhere. */
function receive(room: Uint8Array | undefined, at: number): Uint8Array {
  const wanted = content.subarray(at, Math.min(bytes, at + (room?.length ?? 100_000)));
  if (room === undefined) return wanted;
  room.set(wanted);
  return room.subarray(0, wanted.length);
}

describe("the hash of a growing file", () => {
  it("is right where every byte was received into the memory that the thread sees", async () => {
    const { follower, write } = await openGrowing();
    for (let at = 0; at < bytes; ) {
      const chunk = receive(follower.roomAt(at), at);
      write(at, at + chunk.length);
      follower.moveTo(at + chunk.length, { chunk, at });
      at += chunk.length;
    }
    expect((await follower.hashes).sha256).toBe(sha256);
  });

  it("is right where bytes come from elsewhere, out of order, in part from before, or unseen", async () => {
    const { follower, write } = await openGrowing();
    write(0, mebibyte);
    follower.moveTo(mebibyte);
    let turn = 0;
    for (let at = mebibyte; at < bytes; turn += 1) {
      const room = turn % 3 === 0 ? undefined : follower.roomAt(at);
      const chunk = receive(room?.subarray(0, 70_001), at);
      let end = at + chunk.length;
      write(at, end);
      // Another connection was ahead here, so that the frontier leaps.
      if (turn % 50 === 0) {
        const ahead = Math.min(bytes, end + 300_000);
        write(end, ahead);
        end = ahead;
      }
      follower.moveTo(end, turn % 7 === 0 ? undefined : { chunk, at });
      at = end;
    }
    expect((await follower.hashes).sha256).toBe(sha256);
  });

  it("is that of the bytes in the file where what was received was never written", async () => {
    const { follower, write } = await openGrowing();
    const room = follower.roomAt(0);
    room?.fill(1);
    write(0, bytes);
    follower.moveTo(bytes);
    expect((await follower.hashes).sha256).toBe(sha256);
  });

  it("has no room for bytes beside the frontier, nor far ahead of what is hashed", async () => {
    const { follower, write } = await openGrowing();
    expect(follower.roomAt(5)).toBeUndefined();
    expect(follower.roomAt(0)?.length).toBeGreaterThan(0);
    await follower.stop();
    write(0, 16 * mebibyte);
    follower.moveTo(16 * mebibyte);
    expect(follower.roomAt(16 * mebibyte)).toBeUndefined();
    await expect(follower.hashes).rejects.toThrow("its thread was ended");
  });
});
