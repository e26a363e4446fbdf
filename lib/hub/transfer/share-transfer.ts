import { lstat, readdir, unlink } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { toDurationWords } from "#lib/format.ts";
import { errorCodeOf } from "#lib/registry/file-system.ts";
import {
  clearGone,
  holderOf,
  isOrphanClaim,
  type LockClaim,
  makeClaim,
  releaseLock,
  tryLock,
} from "#lib/registry/lock-file.ts";
import { type LockHolder, thisHolder } from "#lib/registry/lock-holder.ts";
import { readPartialRecord } from "./partial-journal.ts";
import type { PartialPaths } from "./partial-names.ts";
import { makeRangeSet } from "./range-set.ts";

export type Sharing = {
  /** Of what is waited for, in words for a person. */
  target: string;
  signal: AbortSignal;
  /** Makes the folder that the lock is to lie in. */
  makeFolder(): void;
  /** How long to wait for somebody of whom nobody here can say whether he is gone. */
  strangerMs: number;
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
  const { followed, release } = await takeTransferLock(paths, sharing);
  try {
    return await act(followed);
  } finally {
    await release();
  }
}

export async function takeTransferLock(
  paths: PartialPaths,
  sharing: Sharing,
): Promise<{ followed: boolean; release(): Promise<void> }> {
  const claim = await claimIn(paths, sharing);
  const dropClaim = () => unlink(claim.own).catch(() => undefined);
  try {
    const followed = await waitForTurn(paths, claim, sharing);
    const release = async (): Promise<void> => {
      await dropOrphans(paths, claim).catch(() => undefined);
      await releaseLock(paths.lock, claim.token).finally(dropClaim);
    };
    return { followed, release };
  } catch (error) {
    await dropClaim();
    throw error;
  }
}

/** What others left that were ended while they waited would keep the folder. */
async function dropOrphans({ folder, lock }: PartialPaths, { own }: LockClaim): Promise<void> {
  for (const path of (await readdir(folder)).map((name) => join(folder, name))) {
    if (path !== own && (await isOrphanClaim(lock, basename(path)))) await unlink(path);
  }
}

/** Whoever ends a transfer may take the empty folder away just now. */
async function claimIn(paths: PartialPaths, { makeFolder }: Sharing): Promise<LockClaim> {
  const holder = await thisHolder("download");
  for (let tries = 0; ; tries += 1) {
    makeFolder();
    try {
      return await makeClaim(paths.lock, holder);
    } catch (error) {
      if (errorCodeOf(error) !== "ENOENT" || tries === 5) throw error;
    }
  }
}

async function waitForTurn(paths: PartialPaths, claim: LockClaim, sharing: Sharing): Promise<boolean> {
  const { signal, onFollow } = sharing;
  let seen: { bytes: number; token: string | undefined; at: number } | undefined;
  for (let followed = false; ; followed = true) {
    signal.throwIfAborted();
    if (await tryLock(paths.lock, claim)) return followed;
    if (await clearGone(paths.lock, claim)) continue;
    const holder = await holderOf(paths.lock);
    // Let go of while it was looked at, it is nobody's.
    if (holder === undefined && !(await lstat(paths.lock).catch(() => undefined))) continue;
    const isStranger = holder?.host !== hostname();
    const bytes = makeRangeSet(readPartialRecord(paths.record)?.done).bytes();
    if (seen?.bytes !== bytes || seen.token !== holder?.token)
      seen = { bytes, token: holder?.token, at: performance.now() };
    if (isStranger && performance.now() - seen.at > sharing.strangerMs)
      throw heldElsewhere(paths, sharing, holder);
    onFollow(bytes, whoIs(holder, paths));
    await delay(lookMs, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

function whoIs(holder: LockHolder | undefined, { lock }: PartialPaths): string {
  if (holder === undefined) return `whoever holds ${lock}`;
  const process = `process ${holder.pid}`;
  return holder.host === hostname() ? process : `${process} on the host "${holder.host.slice(0, 100)}"`;
}

/** Of another machine's processes nobody here knows whether they live; only that nothing comes is seen. */
function heldElsewhere(paths: PartialPaths, { target, strangerMs }: Sharing, holder: LockHolder | undefined) {
  const wait = toDurationWords(strangerMs);
  const message = `${target} is held by ${whoIs(holder, paths)}, and nothing more of it came for ${wait}.`;
  return new ConsoleError("busy", message, {
    hint: `If nothing fetches it there any more, remove ${paths.lock} and give the same command again.`,
  });
}
