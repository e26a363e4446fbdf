import { bootId, processOf } from "./process-listing.ts";

/** A pid alone is reused; together with its start and the boot it names one process for ever. */
export type ProcessIdentity = { pid: number; startTime: string; bootId: string };

export function identityOf(pid: number): ProcessIdentity | undefined {
  const found = processOf(pid);
  return found && { pid, startTime: found.startTime, bootId: bootId() };
}

export function isAlive(identity: ProcessIdentity): boolean {
  if (!Number.isSafeInteger(identity.pid) || identity.pid <= 1) return false;
  const found = processOf(identity.pid);
  if (!found || found.isZombie || found.startTime !== identity.startTime) return false;
  return identity.bootId === bootId();
}
