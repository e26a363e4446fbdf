import { createCipheriv, createHash } from "node:crypto";

/**
 * A prime near 4 MiB. Pieces that a downloader puts in each other's place are a multiple of some round size apart,
 * never of this, so that the repetition hides no wrong splice.
 */
const period = 4_194_319;

/** Large enough to reach the loopback's speed, small enough that a count of what was sent means something. */
const pieceBytes = 256 * 1024;

const keystream = createCipheriv("aes-128-ctr", Buffer.alloc(16, "modeldeck"), Buffer.alloc(16)).update(
  Buffer.alloc(period),
);

/** Any part of an endless row of bytes that look random, without making or holding the part before it. */
export function* generatedBytes(seed: number, from: number, to: number): Generator<Buffer> {
  const start = createHash("sha256").update(String(seed)).digest().readUInt32LE(0);
  for (let at = from; at < to; ) {
    const place = (start + at) % period;
    const length = Math.min(pieceBytes, to - at, period - place);
    yield keystream.subarray(place, place + length);
    at += length;
  }
}
