import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { rehearseChange } from "../change-registry.ts";
import { guardPlan, planOf } from "../plan-of.ts";
import { restoreEntries, restoreFromTrash } from "../restore-from-trash.ts";
import { findTrashItem, isThere, type TrashPlaces, trashStamp } from "../trash.ts";
import { obstacleOnWayBack } from "../way-back.ts";

const command = "trash-restore";

/** What would come back from the trash, and what stands in its place. */
export async function planTrashRestore(id: string, places: TrashPlaces): Promise<Plan> {
  const item = await findTrashItem(id, places);
  const { registry, draft } = await rehearseChange(places.dir, (each) => restoreEntries(each, item));
  const blocked: Plan["blocked"] = [];
  for (const { from } of item.paths) {
    const obstacle = await obstacleOnWayBack(item, from, places.roots);
    if (obstacle) blocked.push(obstacle);
    else if (await isThere(from)) {
      blocked.push({ what: from, why: "something else is there now", hint: "Move it away first." });
    }
  }
  return planOf({
    command,
    state: `${registry.signature}|${await trashStamp(item)}`,
    draft,
    summary: `${[...item.entries.map(({ name }) => name), ...item.paths.map(({ from }) => from)].join(", ")} to restore.`,
    files: item.paths.map(({ from, bytes }) => ({ path: from, deed: "restore", bytes })),
    blocked,
  });
}

/** Brings it back. The restoring itself refuses under the lock what has been taken or changed since. */
export async function applyTrashRestore(
  id: string,
  places: TrashPlaces,
  expectedId: string | undefined,
): Promise<{ plan: Plan; backup: string | undefined; change: string | undefined }> {
  const plan = await planTrashRestore(id, places);
  guardPlan(plan, expectedId);
  const { backup, change } = await restoreFromTrash(id, places, { command });
  return { plan, backup, change };
}
