import { unlink } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { errorCodeOf } from "#lib/registry/file-system.ts";
import {
  clearGone,
  holderOf,
  type LockClaim,
  makeClaim,
  releaseLock,
  tryLock,
} from "#lib/registry/lock-file.ts";
import { thisHolder } from "#lib/registry/lock-holder.ts";
import { ensurePartialFolder } from "./partial-folder.ts";
import { readPartialRecord } from "./partial-journal.ts";
import type { PartialPaths } from "./partial-names.ts";
import { makeRangeSet } from "./range-set.ts";

export type Sharing = {
  signal: AbortSignal;
  /** Somebody else is at it, and this far. */
  onFollow(bytesDone: number, by: string): void;
};

const lookMs = 200;

/**
 * Does something as the only one of all processes that work at this partial. Whoever comes second follows the
 * first, and takes over when that one stops or is gone. Says whether it came second.
 */
export async function withTransferLock<Result>(
  paths: PartialPaths,
  sharing: Sharing,
  act: (followed: boolean) => Promise<Result>,
): Promise<Result> {
  const claim = await claimIn(paths);
  try {
    const followed = await waitForTurn(paths, claim, sharing);
    try {
      return await act(followed);
    } finally {
      await releaseLock(paths.lock, claim.token);
    }
  } finally {
    await unlink(claim.own).catch(() => undefined);
  }
}

/** Whoever ends a transfer may take the empty folder away just now. */
async function claimIn(paths: PartialPaths): Promise<LockClaim> {
  const holder = await thisHolder("download");
  for (let tries = 0; ; tries += 1) {
    ensurePartialFolder(paths.folder);
    try {
      return await makeClaim(paths.lock, holder);
    } catch (error) {
      if (errorCodeOf(error) !== "ENOENT" || tries === 5) throw error;
    }
  }
}

async function waitForTurn(paths: PartialPaths, claim: LockClaim, sharing: Sharing): Promise<boolean> {
  const { signal, onFollow } = sharing;
  for (let followed = false; ; followed = true) {
    signal.throwIfAborted();
    if (await tryLock(paths.lock, claim)) return followed;
    if (await clearGone(paths.lock, claim)) continue;
    const holder = await holderOf(paths.lock);
    const by = holder ? `process ${holder.pid}` : `whoever holds ${paths.lock}`;
    onFollow(makeRangeSet(readPartialRecord(paths.record)?.done).bytes(), by);
    await delay(lookMs, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}
