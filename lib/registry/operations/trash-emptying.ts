import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { guardPlan, withPlanId } from "../plan-of.ts";
import { interruptedWord, unsettledItems } from "../settle-moves.ts";
import { chooseTrash, emptyTrash, newestFirst, notInTrash, readTrash, type TrashPlaces } from "../trash.ts";
import { type DamagedItem, type MeasuredItem, measured, type TrashItem, trashStamp } from "../trash-item.ts";

export type TrashWanted = { id?: string | undefined; olderThanDays?: number | undefined };

/** What would be deleted for ever. */
export async function planTrashEmptying(wanted: TrashWanted, places: TrashPlaces): Promise<Plan> {
  return planFrom(await itemsWanted(wanted, places), places);
}

/** Deletes for ever what the plan said, if that still is what lies there. */
export async function applyTrashEmptying(
  wanted: TrashWanted,
  places: TrashPlaces,
  expectedId: string | undefined,
): Promise<{ plan: Plan; ids: string[]; bytes: number }> {
  const items = await itemsWanted(wanted, places);
  const plan = await planFrom(items, places);
  guardPlan(plan, expectedId);
  return { plan, ...(await emptyTrash(items)) };
}

type Held = TrashItem | MeasuredItem;

async function itemsWanted({ id, olderThanDays }: TrashWanted, places: TrashPlaces): Promise<Held[]> {
  const { items: sound, damaged } = await readTrash(places);
  const all: (TrashItem | DamagedItem)[] = [...sound, ...damaged].sort(newestFirst);
  const items = id === undefined ? all : all.filter((item) => item.id === id);
  if (id !== undefined && items.length === 0) throw notInTrash(id);
  const chosen = olderThanDays === undefined ? items : chooseTrash(items, { olderThanDays, now: new Date() });
  return Promise.all(chosen.map((item) => ("entries" in item ? item : measured(item))));
}

async function planFrom(items: readonly Held[], { dir }: TrashPlaces): Promise<Plan> {
  const unsettled = items.length === 0 ? new Set() : await unsettledItems(dir);
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
    files: items.map((item) => ({
      path: item.folder,
      deed: "delete",
      bytes: item.bytes,
      why: toWords(item),
    })),
    bytesFreed: bytes,
    bytesKept: 0,
    warnings: [],
    blocked: items
      .filter(({ folder }) => unsettled.has(folder))
      .map(({ folder }) => ({
        what: folder,
        why: "a change that has not ended put it there, and may put it back",
        hint: `Nothing was deleted. If that change was interrupted, settle it: modeldeck undo --apply -- ${interruptedWord}`,
      })),
    backup: false,
  });
}

const toWords = (item: Held): string =>
  "entries" in item
    ? [...item.entries.map(({ name }) => name), ...item.paths.map(({ from }) => from)].join(", ")
    : "what it was cannot be told: its record cannot be read";
