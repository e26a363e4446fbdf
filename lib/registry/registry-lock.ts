import { link, mkdir, readFile, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { errorCodeOf } from "./file-system.ts";
import { isGone, type LockHolder, parseHolder, thisHolder } from "./lock-holder.ts";
import { claimSuffix, lockFile } from "./registry-files.ts";

type Claim = { own: string; token: string };
type LockOptions = { command: string; waitMs?: number | undefined };

const waitMsDefault = 30_000;
const pauseMsMax = 20;
/** Asking whether the holder still lives costs four reads, trying to take the lock one; so it is asked less often. */
const lookMs = 200;
const recoveryDepthMax = 4;

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
    await release(path, holder.token);
  }
}

/** The lock appears with its holder's name already in it, so nobody ever reads an empty one. */
async function acquire(path: string, holder: LockHolder, waitMs: number): Promise<void> {
  const own = `${path}.${holder.token}${claimSuffix}`;
  await writeFile(own, JSON.stringify(holder), { flag: "wx", mode: 0o600 });
  try {
    await waitFor(path, { own, token: holder.token, waitMs });
  } finally {
    await unlink(own);
  }
}

type Wait = Claim & { waitMs: number };

async function waitFor(path: string, { waitMs, ...claim }: Wait): Promise<void> {
  const start = Date.now();
  let lookAt = start;
  while (!(await tryLink(path, claim.own))) {
    const now = Date.now();
    if (now >= lookAt) {
      if (await clearGone(path, claim, recoveryDepthMax)) continue;
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

async function tryLink(path: string, own: string): Promise<boolean> {
  try {
    await link(own, path);
    return true;
  } catch (error) {
    if (errorCodeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/**
 * Removes the lock of a process that is gone. Two that try this at once must not both win, or the second would
 * remove the lock that the first has taken meanwhile: so they compete for a lock on this very removal, and its
 * holder looks again. That lock can be left behind in turn, hence the depth.
 */
async function clearGone(path: string, claim: Claim, depth: number): Promise<boolean> {
  const found = await holderOf(path);
  if (depth === 0 || found === undefined || !(await isGone(found))) return false;
  const removal = `${path}.${found.token}`;
  if (!(await tryLink(removal, claim.own))) return clearGone(removal, claim, depth - 1);
  try {
    if ((await holderOf(path))?.token !== found.token) return false;
    await unlink(path);
    await unlink(`${path}.${found.token}${claimSuffix}`).catch(() => undefined);
    return true;
  } finally {
    await release(removal, claim.token);
  }
}

async function release(path: string, token: string): Promise<void> {
  if ((await holderOf(path))?.token === token) await unlink(path);
}

async function holderOf(path: string): Promise<LockHolder | undefined> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  return text === undefined ? undefined : parseHolder(text);
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
