import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { isLocked } from "../guard-unlocked.ts";
import { isAlike } from "../is-alike.ts";
import { guardPlan, type PlanMaking, planOf, splitWords } from "../plan-of.ts";
import { nameOf } from "../raw-entry.ts";
import { layerFile, layerNames } from "../registry-files.ts";
import {
  foldersIn,
  isOfSnapshot,
  leftBy,
  type Rehearsed,
  rehearseRestore,
  restoreBackup,
} from "../restore-backup.ts";

const command = "restore-backup";

export type Restoring = {
  backup: string;
  /** Only these entries; without them, all. */
  entry?: readonly string[] | undefined;
};

function planFrom({ backup, entry }: Restoring, rehearsed: Rehearsed): Plan {
  const { registry, draft, reading } = rehearsed;
  const state = JSON.stringify([registry.signature, backup, entry ?? null]);
  const locked = draft.touched.filter(({ before }) => isLocked(before?.version_lock));
  // Who puts everything back means the locks as well; who names an entry may have forgotten that it has one.
  if (entry === undefined) {
    const warnings = [
      ...brokenWords(registry, reading),
      ...locked.map(({ name }) => `${name} is locked, and goes back all the same.`),
      ...namelessWords(rehearsed),
      ...orderWords(rehearsed),
      ...(registry.isLegacy && rehearsed.beside.files.length > 0 ? [splitWords] : []),
    ];
    return planOf({ command, state, draft, warnings, ...filesAlone(rehearsed) });
  }
  const blocked = locked.map(({ name }) => ({
    what: name,
    why: "its version is locked",
    hint: `Unlock it first: modeldeck unlock --apply -- ${name}`,
  }));
  return planOf({
    command,
    state,
    draft,
    blocked,
    warnings: orderWords(rehearsed),
    ...filesAlone(rehearsed),
  });
}

/** Of equals for a role the first is chosen, so that the order is more than looks. */
const orderWords = (rehearsed: Rehearsed): string[] =>
  rehearsed.beside.moves && rehearsed.beside.files.length === 0
    ? ["The order of the entries becomes that of the backup too."]
    : [];

/** What has no name is no entry, and nothing else in a plan tells of it. */
function namelessWords({ registry, draft: { layers } }: Rehearsed): string[] {
  const read = layerNames.filter((layer) => !registry.unread.includes(layerFile(layer)));
  return read
    .filter((layer) => !isAlike(namelessIn(registry.layers[layer]), namelessIn(layers[layer])))
    .map((layer) => `What has no name in ${layerFile(layer)} becomes that of the backup too.`);
}

const namelessIn = (elements: readonly unknown[]) => elements.filter((each) => nameOf(each) === undefined);

/** What is done where no entry tells of it. */
function filesAlone(rehearsed: Rehearsed): Pick<PlanMaking, "summary" | "files" | "backup"> {
  const { files, moves } = rehearsed.beside;
  if (files.length === 0) return {};
  return {
    summary: moves
      ? "Only the order of the entries differs: it becomes that of the backup."
      : `No entry says anything else: only ${isOfSnapshot(rehearsed) ? "the snapshot is written anew" : "the files become letter for letter those of the backup"}.`,
    files,
    backup: true,
  };
}

/** What is lost sight of, and whether an undo can bring it back. */
function brokenWords(registry: Rehearsed["registry"], reading: Rehearsed["reading"]): string[] {
  const left = leftBy(reading);
  const folders = foldersIn(registry);
  const back =
    folders.length > 0 || registry.isLegacy ? "No undo brings that back." : "An undo brings it back.";
  return registry.unread.map((file) => {
    if (folders.includes(file)) return `${file} is no file. It is set aside under another name. ${back}`;
    if (!left.includes(file))
      return `${file} cannot be read. The backup that is made keeps it as it is. ${back}`;
    return `${file} cannot be read, and this backup has none. It stays as it is, and nothing can be changed before it is repaired.`;
  });
}

/** What would change if the registry, or an entry of it, went back to a backup. */
export async function planBackupRestore(dir: string, restoring: Restoring): Promise<Plan> {
  const { backup: stamp, entry: entries } = restoring;
  return planFrom(restoring, await rehearseRestore(dir, { stamp, entries }));
}

/** Goes back to a backup, if that still is what the plan said. */
export async function applyBackupRestore(dir: string, restoring: Restoring, expectedId: string | undefined) {
  const { promise, resolve } = Promise.withResolvers<Plan>();
  const settings = { command, stamp: restoring.backup, entries: restoring.entry };
  const restored = await restoreBackup(dir, settings, (rehearsed) => {
    const plan = planFrom(restoring, rehearsed);
    guardPlan(plan, expectedId);
    resolve(plan);
  });
  return { plan: await promise, ...restored };
}
