import { mkdir, unlink } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { clearGone, holderOf, type LockClaim, makeClaim, releaseLock, tryLock } from "./lock-file.ts";
import { type LockHolder, thisHolder } from "./lock-holder.ts";
import { lockFile } from "./registry-files.ts";

type LockOptions = { command: string; waitMs?: number | undefined };

const waitMsDefault = 30_000;
const pauseMsMax = 20;
/** Asking whether the holder still lives costs four reads, trying to take the lock one; so it is asked less often. */
const lookMs = 200;

/** Does something while no other process can change the registry. */
export async function withRegistryLock<Result>(
  dir: string,
  options: LockOptions,
  act: () => Promise<Result>,
): Promise<Result> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const path = join(dir, lockFile);
  const holder = await thisHolder(options.command);
  await acquire(path, holder, options.waitMs ?? waitMsDefault);
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
  while (!(await tryLock(path, claim))) {
    const now = Date.now();
    if (now >= lookAt) {
      if (await clearGone(path, claim)) continue;
      lookAt = now + lookMs;
    }
    if (now - start >= waitMs) throw await busyError(path, waitMs);
    await delay(pauseMs(now - start));
  }
}

/** Whoever has waited longer asks more often, so that nobody is left behind by those who come later. */
function pauseMs(waitedMs: number): number {
  return 1 + Math.random() * Math.max(1, pauseMsMax - waitedMs / 5);
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
