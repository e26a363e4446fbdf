import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { hostname } from "node:os";
import { z } from "zod";

const lockHolder = z.object({
  pid: z.number().int().positive(),
  startTime: z.string().optional(),
  bootId: z.string().optional(),
  host: z.string(),
  token: z.string(),
  command: z.string(),
  since: z.string(),
});

/** Who holds a lock. A pid alone is soon given to somebody else, hence its start time and the boot it belongs to. */
export type LockHolder = z.infer<typeof lockHolder>;

let tokensMade = randomBytes(2).readUInt16LE();

/** Tells claims apart, from when they are, and whose, even when their writer was ended before the first byte. */
function makeToken(): string {
  tokensMade = (tokensMade + 1) % 0x1_0000;
  const time = Date.now().toString(16).padStart(12, "0");
  return `${hostname()}-${process.pid}-${time}${tokensMade.toString(16).padStart(4, "0")}`;
}

/** Whether one token was made before another, as far as the clocks of their machines agree. */
export const isOlder = (one: string, other: string): boolean => one.slice(-16) < other.slice(-16);

/** Whether the process that made a token is surely gone. A pid that is in use again only delays the answer. */
export function isMakerGone(token: string): boolean {
  const [, host, pid] = /^(.*)-(\d+)-[0-9a-f]{16}$/.exec(token) ?? [];
  return host === hostname() && pid !== undefined && !isAlive(Number(pid));
}

export async function thisHolder(command: string): Promise<LockHolder> {
  const token = makeToken();
  const [startTime, bootId] = await Promise.all([startTimeOf(process.pid), currentBootId()]);
  const since = new Date().toISOString();
  return { pid: process.pid, startTime, bootId, host: hostname(), token, command, since };
}

export function parseHolder(text: string): LockHolder | undefined {
  try {
    return lockHolder.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Whether a holder is surely gone. Of another machine's processes we know nothing, so those count as alive. */
export async function isGone(holder: LockHolder): Promise<boolean> {
  if (holder.host !== hostname()) return false;
  if (holder.bootId !== undefined && holder.bootId !== (await currentBootId())) return true;
  if (!isAlive(holder.pid)) return true;
  const startTime = await startTimeOf(holder.pid);
  return holder.startTime !== undefined && startTime !== undefined && holder.startTime !== startTime;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Field 22 of the process's line, counted behind the name, which may itself hold spaces and brackets. */
async function startTimeOf(pid: number): Promise<string | undefined> {
  const line = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  return line?.slice(line.lastIndexOf(")") + 2).split(" ")[19];
}

async function currentBootId(): Promise<string | undefined> {
  const id = await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => undefined);
  return id?.trim();
}
