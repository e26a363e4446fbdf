/** Bytes of a file that have just been written at this place. */
export type WrittenBytes = { chunk: Uint8Array; at: number };

/** What is shared with the thread that hashes. */
export type SharedRing = {
  /** The frontier, how far it is hashed, and from where on the bytes up to the frontier are in the ring. */
  places: BigInt64Array;
  /** The byte at any place of the file lies at what is left of that place by the ring's length. */
  ring: Uint8Array;
};

/** The newest bytes of a growing file, in memory that the hashing thread sees, so that it need not read them again. */
export type HashRing = SharedRing & {
  hashed(): number;
  /** Where the bytes from this place on had best be received, if there is room; their hashing is waited for a little. */
  roomAt(at: number): Uint8Array | undefined;
  /** Notes what was written; what is not in the ring then is read out of the file by the thread. */
  moveTo(frontier: number, written: WrittenBytes | undefined): void;
};

/** Two pieces from a server nearby. Less makes the two wait for each other's turns at the processor. */
const ringBytes = 6 * 1024 * 1024;
/** What is received at once: more is out of the nearest cache before it is written, less comes in more turns. */
const roomBytes = ringBytes / 4;
/** A thread that is so far behind has a file to read that was begun long ago. */
const behindMax = 64 * 1024 * 1024;
const waitMsMax = 20;

export function openHashRing(): HashRing {
  const places = new BigInt64Array(new SharedArrayBuffer(24));
  const ring = Buffer.from(new SharedArrayBuffer(ringBytes));
  const hashed = (): number => Number(Atomics.load(places, 1));
  let known = 0;
  const behind = (end: number): number => end - hashed();
  const waitForRoom = (end: number): boolean => {
    if (behind(end) <= ringBytes) return true;
    const until = performance.now() + waitMsMax;
    for (let left = waitMsMax; left > 0 && behind(end) <= behindMax; left = until - performance.now()) {
      const done = Atomics.load(places, 1);
      // Half of it at once, as taking turns has its price.
      if (end - Number(done) <= ringBytes / 2) return true;
      Atomics.wait(places, 1, done, left);
    }
    return behind(end) <= ringBytes;
  };
  const holds = ({ chunk, at }: WrittenBytes): boolean => {
    const start = at % ringBytes;
    if (chunk.buffer === ring.buffer && chunk.byteOffset === start) return true;
    // What is not hashed yet is never written over.
    if (behind(at + chunk.length) > ringBytes) return false;
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    const copied = bytes.copy(ring, start);
    bytes.copy(ring, 0, copied);
    return true;
  };
  return {
    places,
    ring,
    hashed,
    roomAt: (at) => {
      if (at !== known) return undefined;
      const start = at % ringBytes;
      const length = Math.min(roomBytes, ringBytes - start);
      return waitForRoom(at + length) ? ring.subarray(start, start + length) : undefined;
    },
    moveTo: (frontier, written) => {
      const isNext = written?.at === known && frontier === known + written.chunk.length;
      known = frontier;
      if (!isNext || !holds(written)) Atomics.store(places, 2, BigInt(frontier));
    },
  };
}
