import { rm } from "node:fs/promises";
import { join } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { type Backup, findBackup, listBackups } from "../backups.ts";
import { guardPlan, withPlanId } from "../plan-of.ts";
import { withRegistryLock } from "../registry-lock.ts";

const command = "prune-backups";
const dayMs = 24 * 60 * 60 * 1000;

/** Which backups go: all but the newest, those that are too old, those that are named; what fits any of these goes. */
export type BackupsUnwanted = {
  keep?: number | undefined;
  olderThan?: number | undefined;
  backup?: readonly string[] | undefined;
};

/** What would be deleted for ever. */
export async function planBackupPruning(
  dir: string,
  unwanted: BackupsUnwanted,
  now = new Date(),
): Promise<Plan> {
  return planFrom(dir, await chooseBackups(dir, unwanted, now));
}

/** Deletes just that, while no change can make another. */
export async function applyBackupPruning(
  dir: string,
  unwanted: BackupsUnwanted,
  expectedId: string | undefined,
) {
  return withRegistryLock(dir, { command }, async () => {
    const chosen = await chooseBackups(dir, unwanted, new Date());
    const plan = planFrom(dir, chosen);
    guardPlan(plan, expectedId);
    for (const { files } of chosen) {
      for (const { name } of files) await rm(join(dir, name), { force: true });
    }
    return { plan, stamps: chosen.map(({ stamp }) => stamp), bytes: bytesOf(chosen) };
  });
}

async function chooseBackups(
  dir: string,
  { keep, olderThan, backup }: BackupsUnwanted,
  now: Date,
): Promise<Backup[]> {
  if (keep === undefined && olderThan === undefined && backup === undefined) {
    throw new ConsoleError("bad-input", "It is not said which backups are to go.", {
      hint: "Say --keep=N, --older-than=DAYS, or --backup=STAMP.",
    });
  }
  const named = new Set<string>();
  for (const stamp of backup ?? []) named.add((await findBackup(dir, stamp)).stamp);
  const before = olderThan === undefined ? undefined : now.getTime() - olderThan * dayMs;
  const all = await listBackups(dir);
  // The newest is the way back from the last change, and goes only when it is named.
  return all.filter(
    ({ stamp, at }, index) =>
      named.has(stamp) ||
      (index > 0 &&
        ((keep !== undefined && index >= keep) || (before !== undefined && Date.parse(at) < before))),
  );
}

const bytesOf = (backups: readonly Backup[]) => backups.reduce((sum, { bytes }) => sum + bytes, 0);

function planFrom(dir: string, chosen: readonly Backup[]): Plan {
  const count = `${chosen.length} ${chosen.length === 1 ? "backup" : "backups"}`;
  return withPlanId({
    command,
    state: chosen.map(({ stamp, bytes }) => `${stamp} ${bytes}`).join("|"),
    summary: chosen.length === 0 ? "Nothing to do." : `${count} to delete for ever.`,
    ...{ added: [], changed: [], removed: [], warnings: [], blocked: [], bytesKept: 0, backup: false },
    files: chosen.flatMap(({ stamp, files }) =>
      files.map(({ name, bytes }) => ({ path: join(dir, name), deed: "delete" as const, bytes, why: stamp })),
    ),
    bytesFreed: bytesOf(chosen),
  });
}
