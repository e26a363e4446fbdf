import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { guardPlan, withPlanId } from "../plan-of.ts";
import { chooseTrash, emptyTrash, findTrashItem, listTrash, type TrashPlaces, trashStamp } from "../trash.ts";
import type { TrashItem } from "../trash-item.ts";

export type TrashWanted = { id?: string | undefined; olderThanDays?: number | undefined };

/** What would be deleted for ever. */
export async function planTrashEmptying(wanted: TrashWanted, places: TrashPlaces): Promise<Plan> {
  return planFrom(await itemsWanted(wanted, places));
}

/** Deletes for ever what the plan said, if that still is what lies there. */
export async function applyTrashEmptying(
  wanted: TrashWanted,
  places: TrashPlaces,
  expectedId: string | undefined,
): Promise<{ plan: Plan; ids: string[]; bytes: number }> {
  const items = await itemsWanted(wanted, places);
  const plan = await planFrom(items);
  guardPlan(plan, expectedId);
  return { plan, ...(await emptyTrash(items)) };
}

async function itemsWanted({ id, olderThanDays }: TrashWanted, places: TrashPlaces): Promise<TrashItem[]> {
  const items = id === undefined ? await listTrash(places) : [await findTrashItem(id, places)];
  return olderThanDays === undefined ? items : chooseTrash(items, { olderThanDays, now: new Date() });
}

async function planFrom(items: readonly TrashItem[]): Promise<Plan> {
  const bytes = items.reduce((sum, item) => sum + item.bytes, 0);
  return withPlanId({
    command: "trash-empty",
    state: (await Promise.all(items.map(trashStamp))).join("|"),
    summary:
      items.length === 0
        ? "Nothing to do."
        : `${items.length} ${items.length === 1 ? "item" : "items"} to delete for ever.`,
    added: [],
    changed: [],
    removed: [],
    files: items.map(({ folder, bytes: size, entries, paths }) => ({
      path: folder,
      deed: "delete",
      bytes: size,
      why: [...entries.map(({ name }) => name), ...paths.map(({ from }) => from)].join(", "),
    })),
    bytesFreed: bytes,
    bytesKept: 0,
    warnings: [],
    blocked: [],
    backup: false,
  });
}
