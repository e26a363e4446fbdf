import { unlink } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { ensureFolder } from "#lib/state/ensure-folder.ts";
import {
  clearGone,
  countBefore,
  holderOf,
  type LockClaim,
  makeClaim,
  releaseLock,
  tryLock,
} from "./lock-file.ts";
import { type LockHolder, thisHolder } from "./lock-holder.ts";
import { lockFile } from "./registry-files.ts";
import { toSaveError } from "./save-error.ts";

type LockOptions = { command: string; waitMs?: number | undefined };

const waitMsDefault = 30_000;
const pauseMsEach = 5;
const pauseMsMax = 50;
/** Asking whether the holder still lives costs four reads, trying to take the lock one; so it is asked less often. */
const lookMs = 200;

/** Does something while no other process can change the registry. */
export async function withRegistryLock<Result>(
  dir: string,
  options: LockOptions,
  act: () => Promise<Result>,
): Promise<Result> {
  const path = join(dir, lockFile);
  const holder = await thisHolder(options.command);
  try {
    await ensureFolder(dir, 0o700);
    await acquire(path, holder, options.waitMs ?? waitMsDefault);
  } catch (error) {
    throw toSaveError(error, dir);
  }
  try {
    return await act();
  } finally {
    await releaseLock(path, holder.token);
  }
}

async function acquire(path: string, holder: LockHolder, waitMs: number): Promise<void> {
  const claim = await makeClaim(path, holder);
  try {
    await waitFor(path, claim, waitMs);
  } finally {
    await unlink(claim.own);
  }
}

async function waitFor(path: string, claim: LockClaim, waitMs: number): Promise<void> {
  const start = Date.now();
  let lookAt = start;
  let before = await countBefore(path, claim);
  // Who has just let go of the lock is quicker than all who wait for it, and would take it again and again.
  if (before > 0) await delay(pauseMs(before));
  while (!(await tryLock(path, claim))) {
    const now = Date.now();
    if (now >= lookAt) {
      if (await clearGone(path, claim)) continue;
      lookAt = now + lookMs;
    }
    if (now - start >= waitMs) throw await busyError(path, waitMs);
    if (before > 0) before = await countBefore(path, claim);
    await delay(pauseMs(before));
  }
}

/** Whoever came first asks most often, so that nobody waits for ever, and none of those before has to be waited for. */
function pauseMs(before: number): number {
  return 1 + Math.random() + Math.min(pauseMsMax, before * pauseMsEach);
}

async function busyError(path: string, waitMs: number): Promise<ConsoleError> {
  const found = await holderOf(path);
  const who = found ? `${found.command} (process ${found.pid} on ${found.host}, since ${found.since})` : path;
  return new ConsoleError("busy", `The registry is held by ${who}; waited ${waitMs} ms.`, {
    hint: found
      ? "Wait until it is done, or end that process."
      : `If no program uses the registry, delete ${path}.`,
  });
}
