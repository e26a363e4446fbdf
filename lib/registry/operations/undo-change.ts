import { basename } from "node:path";
import { joinItems } from "#cli-bridge/derive/item-list.ts";
import { toShell } from "#cli-bridge/derive/shell-words.ts";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import type { ChangeRecord } from "../change-record.ts";
import { findChanges } from "../change-records.ts";
import { changeRegistry, rehearseChange } from "../change-registry.ts";
import { changedEntries, placesByName } from "../changed-entries.ts";
import type { FileTrail } from "../files-to-save.ts";
import { filesUnlike } from "../files-unlike.ts";
import { guardFiles, guardNoLink } from "../guard-replaceable.ts";
import type { Registry } from "../load-registry.ts";
import { guardPlan, planOf } from "../plan-of.ts";
import type { RawLayers } from "../raw-entry.ts";
import { RegistryDraft } from "../registry-draft.ts";
import { removeTree } from "../safe-move.ts";
import { isThere, type TrashPlaces } from "../trash.ts";
import { guardPicked } from "./guard-picked.ts";
import { type OneChange, toOneChange } from "./undo-changes-of-run.ts";
import { type EntriesUndoing, pickedWhole, undoEntries } from "./undo-entries.ts";
import { exactFilesOf } from "./undo-exactly.ts";
import { type PathsUndoing, planPaths, undoPaths } from "./undo-paths.ts";

export type Undoing = {
  /** A run, the id of a change, or `last`. */
  run: string;
  except?: readonly string[] | undefined;
  only?: readonly string[] | undefined;
};

/** What an undo finds changed since, with both versions. */
export type UndoConflict = EntriesUndoing["conflicts"][number];

type Prepared = {
  plan: Plan;
  ids: string[];
  trail: FileTrail;
  leavesMore: boolean;
  /** What is taken back, in words. */
  undone: string;
  entries: EntriesUndoing;
  paths: PathsUndoing;
  /** The files of the registry that are written although no entry tells of it. */
  untold: string[];
};

/** What taking back a run would do, and what stands in its way. */
export async function planUndo(
  places: TrashPlaces,
  undoing: Undoing,
): Promise<{ plan: Plan; conflicts: UndoConflict[] }> {
  const { result } = await rehearseChange(places.dir, async (draft, registry) => {
    const prepared = await prepare(registry, places, undoing);
    Object.assign(draft.layers, prepared.entries.layers);
    for (const name of prepared.trail.absent) await guardNoLink(places.dir, name);
    await guardFiles(places.dir, [...prepared.trail.exact.keys(), ...prepared.untold]);
    return prepared;
  });
  return { plan: result.plan, conflicts: result.entries.conflicts };
}

/** Takes a run back, if that still is what the plan said. The taking back is a change like any other. */
export async function applyUndo(places: TrashPlaces, undoing: Undoing, expectedId: string | undefined) {
  const change = await changeRegistry(places.dir, { command: "undo" }, async (draft, registry, trail) => {
    const prepared = await prepare(registry, places, undoing);
    guardPlan(prepared.plan, expectedId);
    // What was left out is all of it: that takes nothing back, and is no change to be on record.
    if (isNarrowed(undoing) && prepared.entries.isNone && prepared.plan.files.length === 0) return prepared;
    Object.assign(draft.layers, prepared.entries.layers);
    trail.undoes.push(...prepared.ids);
    trail.undoesInPart = prepared.leavesMore;
    trail.renamed.push(...prepared.entries.renamed);
    Object.assign(trail, prepared.trail);
    await undoPaths(prepared.paths, trail, (name) => ({
      name,
      places: placesByName(registry.layers, new Set([name])).get(name) ?? [],
      after: new RegistryDraft({ layers: prepared.entries.layers, isLegacy: false }).get(name) ?? null,
    }));
    return prepared;
  });
  for (const item of change.result.paths.emptied) {
    if (await isThere(item.folder)) await removeTree(item.folder);
  }
  const { plan, undone, paths } = change.result;
  return { ...change, plan, undone, inPart: paths.inPart };
}

async function prepare(registry: Registry, places: TrashPlaces, undoing: Undoing): Promise<Prepared> {
  const records = await findChanges(places.dir, undoing.run);
  const change = toOneChange(records);
  guardPicked(undoing, itemsOf(change));
  const picked = pickedWhole(undoing, change.renamed);
  const entries = undoEntries(registry.layers, change, picked);
  const paths = await planPaths(change, { places, picked });
  const [record] = records;
  const isWhole = records.length === 1 && record !== undefined && entries.isWhole;
  const exact = isWhole
    ? await exactFilesOf(places.dir, record, { isLegacy: registry.isLegacy, layers: entries.layers })
    : { files: new Map<string, Buffer>(), absent: [], layers: entries.layers };
  const { layers } = exact;
  const broken = brokenOf(records, exact.files);
  const draft = RegistryDraft.between(registry, layers, entries.renamed);
  const { hadOwnOrder: hasOwnOrder = false, layouts = {} } = records.at(-1) ?? {};
  const trail = { exact: exact.files, absent: exact.absent, hasOwnOrder, layouts };
  const alone = draft.touched.length === 0 ? await filesAlone(registry, layers, trail) : [];
  const plan = planOf({
    command: "undo",
    state: JSON.stringify([
      registry.signature,
      change.ids,
      paths.state,
      undoing.except ?? [],
      undoing.only ?? [],
    ]),
    draft: { touched: draft.touched.map((touched) => ({ ...touched, why: `as before ${change.command}` })) },
    files: [...paths.files, ...alone],
    ...(alone.length > 0 && { backup: true }),
    ...(alone.length > 0 &&
      paths.files.length === 0 && {
        summary: "No entry says anything else: only files of the registry go back.",
      }),
    warnings: [...broken.warnings, ...entries.warnings, ...paths.warnings],
    blocked: withWayRound([...entries.blocked, ...broken.blocked, ...paths.blocked], undoing, change),
  });
  const leavesMore = entries.leavesMore || paths.leavesMore;
  const undone = `${leavesMore ? "a part of " : ""}${wordsFor(records)}`;
  const untold = alone.flatMap(({ path, deed }) => (deed === "write" ? [basename(path)] : []));
  return {
    ...{ plan, ids: change.ids, trail, leavesMore, undone, paths, untold },
    entries: { ...entries, layers },
  };
}

/** What is done where no entry tells of it. */
const filesAlone = (registry: Registry, layers: RawLayers, trail: FileTrail): Promise<Plan["files"]> =>
  filesUnlike(registry.dir, { registry, layers, entries: changedEntries(registry.layers, layers), trail });

/** What could not be read before a change goes back as it was or not at all. */
function brokenOf(records: readonly ChangeRecord[], exact: ReadonlyMap<string, Buffer>) {
  const warnings: string[] = [];
  const blocked: Plan["blocked"] = [];
  for (const { broken, backup } of records) {
    for (const what of broken) {
      if (exact.has(what)) warnings.push(`${what} goes back as it was, and could not be read then.`);
      else {
        const why =
          "it could not be read before, and goes back only where all else does and nobody has changed it";
        blocked.push({ what, why, hint: `Nothing was done. The backup ${backup} holds it as it was.` });
      }
    }
  }
  return { warnings, blocked };
}

const isNarrowed = ({ except, only }: Undoing): boolean => except !== undefined || only !== undefined;

/** One command goes round all that stands in the way, and works when it is pasted. */
function withWayRound(
  blocked: Plan["blocked"],
  { run, except = [], only }: Undoing,
  { entries, trashed }: OneChange,
): Plan["blocked"] {
  const left = [...new Set([...except, ...blocked.flatMap(({ item = [] }) => item)])];
  if (entries.length > 0 && entries.every(({ name }) => left.includes(name))) {
    const hint = `Nothing was done, and without it nothing is left to take back. ${otherWay(trashed)}`;
    return blocked.map((obstacle) => (obstacle.item === undefined ? obstacle : { ...obstacle, hint }));
  }
  const kept = only ? [`--only=${joinItems(only)}`] : [];
  const words = ["modeldeck", "undo", "--apply", `--except=${joinItems(left)}`, ...kept, "--", run];
  return blocked.map((obstacle) =>
    obstacle.item === undefined ? obstacle : { ...obstacle, hint: `${obstacle.hint} ${toShell(words)}` },
  );
}

/** What lies in the trash comes back also to an entry that was changed since. */
function otherWay([first]: OneChange["trashed"]): string {
  if (first === undefined) return "Take back first what was changed since.";
  return `Its files come back with: ${toShell(["modeldeck", "trash", "restore", "--apply", "--", first.id])}`;
}

function itemsOf({ entries, renamed, trashed, restored }: OneChange): string[] {
  const items = trashed.flatMap(({ names, paths }) => [...names, ...paths.map(({ from }) => from)]);
  const away = restored.flatMap(({ names, path }) => [...names, path]);
  const names = renamed.flatMap(({ from, to }) => [from, to]);
  return [...entries.map(({ name }) => name), ...names, ...items, ...away];
}

/** `the scan of 2026-11-21 05:01:09 UTC` */
function wordsFor(records: readonly ChangeRecord[]): string {
  const first = records.at(-1);
  return first === undefined
    ? "nothing"
    : `${first.command} of ${first.at.slice(0, 19).replace("T", " ")} UTC`;
}
