import { link, readdir, readFile, rm, unlink, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { errorCodeOf } from "./file-system.ts";
import { isGone, isMakerGone, isOlder, type LockHolder, parseHolder } from "./lock-holder.ts";
import { claimSuffix } from "./registry-files.ts";

const recoveryDepthMax = 4;

/** The file with which a process asks for a lock: taking the lock is giving this very file the lock's name. */
export type LockClaim = { own: string; token: string };

/** The lock appears with its holder's name already in it, so nobody ever reads an empty one. */
export async function makeClaim(path: string, holder: LockHolder): Promise<LockClaim> {
  const own = `${path}.${holder.token}${claimSuffix}`;
  try {
    await writeFile(own, JSON.stringify(holder), { flag: "wx", mode: 0o600 });
  } catch (error) {
    // A full disk makes the file and takes none of its bytes. One that was there is somebody else's.
    if (errorCodeOf(error) !== "EEXIST") await rm(own, { force: true });
    throw error;
  }
  return { own, token: holder.token };
}

export async function tryLock(path: string, { own }: LockClaim): Promise<boolean> {
  try {
    await link(own, path);
    return true;
  } catch (error) {
    if (errorCodeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** How many living processes of this machine, and others of other machines, asked for the lock before. */
export async function countBefore(path: string, { token }: LockClaim): Promise<number> {
  const begin = `${basename(path)}.`;
  const tokens = (await readdir(dirname(path))).flatMap((name) =>
    name.startsWith(begin) && name.endsWith(claimSuffix) ? name.slice(begin.length, -claimSuffix.length) : [],
  );
  return tokens.filter((other) => isOlder(other, token) && !isMakerGone(other)).length;
}

/**
 * Removes the lock of a process that is gone, or the remains of one that the end of the machine left. Two that try this at once must not both win, or the second would
 * remove the lock that the first has taken meanwhile: so they compete for a lock on this very removal, and its
 * holder looks again. That lock can be left behind in turn, hence the depth.
 */
export async function clearGone(
  path: string,
  claim: LockClaim,
  depth: number = recoveryDepthMax,
): Promise<boolean> {
  const found = depth === 0 ? undefined : await whoIsGone(path);
  if (found === undefined) return false;
  const removal = `${path}.${found}`;
  if (!(await tryLock(removal, claim))) return clearGone(removal, claim, depth - 1);
  try {
    if ((await whoIsGone(path)) !== found) return false;
    await unlink(path);
    await unlink(`${path}.${found}${claimSuffix}`).catch(() => undefined);
    return true;
  } finally {
    await releaseLock(removal, claim.token);
  }
}

const torn = "torn";

/** Whose lock it is, if that process is surely gone. A lock is whole from its first moment on, unless the disk lost it. */
async function whoIsGone(path: string): Promise<string | undefined> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const holder = parseHolder(text);
  if (holder) return (await isGone(holder)) ? holder.token : undefined;
  return /^[\s\0]*$/.test(text) ? torn : undefined;
}

/** Whether a name beside a lock is what a process left that was ended while it waited, maybe without a word in it. */
export async function isOrphanClaim(path: string, name: string): Promise<boolean> {
  const begin = `${basename(path)}.`;
  if (!name.startsWith(begin)) return false;
  const holder = await holderOf(join(dirname(path), name));
  if (holder) return isGone(holder);
  return name.endsWith(claimSuffix) && isMakerGone(name.slice(begin.length, -claimSuffix.length));
}

export async function releaseLock(path: string, token: string): Promise<void> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  // A token is in no other lock, so nothing else of this one has to be understood.
  if (text?.includes(JSON.stringify(token))) await unlink(path);
}

export async function holderOf(path: string): Promise<LockHolder | undefined> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  return text === undefined ? undefined : parseHolder(text);
}
