import { fsync, fsyncSync } from "node:fs";
import { promisify } from "node:util";

const syncBeside = promisify(fsync);

/** Below this a disk answers sooner than another thread could be asked: 0.06 ms to hand it over, 0.002 in memory. */
const quickMs = 0.2;
let lastMs = Number.POSITIVE_INFINITY;

/** Puts a small file on the disk, beside everything else where that takes its time. */
export async function syncSmallFile(file: number): Promise<void> {
  const begunAt = performance.now();
  if (lastMs < quickMs) fsyncSync(file);
  else await syncBeside(file);
  lastMs = performance.now() - begunAt;
}
