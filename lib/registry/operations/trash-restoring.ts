import { join } from "node:path";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { rehearseChange } from "../change-registry.ts";
import { leftInTrash, noneWords, partWords } from "../lost-from-trash.ts";
import { guardPlan, planOf } from "../plan-of.ts";
import { restoreEntries, restoreFromTrash } from "../restore-from-trash.ts";
import { findTrashItem, isThere, type TrashPlaces } from "../trash.ts";
import { trashStamp } from "../trash-item.ts";
import { obstacleOnWayBack } from "../way-back.ts";

const command = "trash-restore";

/** What would come back from the trash, and what stands in its place. */
export const planTrashRestore = async (id: string, places: TrashPlaces): Promise<Plan> =>
  (await prepare(id, places)).plan;

async function prepare(id: string, places: TrashPlaces): Promise<{ plan: Plan; inPart: number }> {
  const item = await findTrashItem(id, places);
  const {
    registry,
    draft,
    result: names,
  } = await rehearseChange(places.dir, (each) => restoreEntries(each, item, places.dir));
  const blocked: Plan["blocked"] = [];
  const files: Plan["files"] = [];
  const warnings: string[] = [];
  const entries = item.entries.flatMap((entry) => entry.places.map((place) => place.entry));
  for (const path of item.paths) {
    const { from, stored } = path;
    const left = await leftInTrash({ ...path, kept: join(item.folder, stored), entries });
    const obstacle = await obstacleOnWayBack(item, from, places.roots);
    if (obstacle) blocked.push(obstacle);
    else if (await isThere(from)) {
      blocked.push({ what: from, why: "something else is there now", hint: "Move it away first." });
    } else if (left === undefined) warnings.push(noneWords(from));
    else if (left.gone !== undefined) warnings.push(partWords(from, left.gone));
    if (left) {
      files.push({ path: from, deed: "restore", bytes: left.bytes, ...(left.gone && { why: left.gone }) });
    }
  }
  const plan = planOf({
    command,
    state: `${registry.signature}|${await trashStamp(item)}`,
    draft,
    summary: `${[...names, ...files.map(({ path }) => path)].join(", ")} to restore.`,
    ...{ files, warnings, blocked },
  });
  return { plan, inPart: warnings.length };
}

/** Brings it back. The restoring itself refuses under the lock what has been taken or changed since. */
export async function applyTrashRestore(
  id: string,
  places: TrashPlaces,
  expectedId: string | undefined,
): Promise<{ plan: Plan; inPart: number; backup: string | undefined; change: string | undefined }> {
  const { plan, inPart } = await prepare(id, places);
  guardPlan(plan, expectedId);
  const { backup, change } = await restoreFromTrash(id, places, { command });
  return { plan, inPart, backup, change };
}
