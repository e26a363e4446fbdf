import { realpath } from "node:fs/promises";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { mapAtOnce } from "#lib/weights/map-at-once.ts";
import type { DetectModel } from "#lib/weights/remembered-models.ts";
import { guardOutsideTrash } from "#lib/weights/trash-folder.ts";
import { pathsOf, type Removal } from "../describe-removal.ts";
import { type Entry, isOllamaPath } from "../entry.ts";
import { isInside } from "../is-inside.ts";
import { loadRegistry, type Registry } from "../load-registry.ts";
import { guardPlan, planOf, withPlanId } from "../plan-of.ts";
import { applyRemoval, planRemoval, type RemovalOutcome } from "../remove-entry.ts";
import { fewWarnings } from "./few-warnings.ts";
import { guardPicked } from "./guard-picked.ts";
import { isPicked, type Picked } from "./maintain.ts";
import { judgeChatModel } from "./prune-no-chat-judged.ts";
import { openRealPlaces, type RealPlaces } from "./real-places.ts";

export type ChatPruning = {
  backend: string;
  weightsRoot: string | undefined;
  roots: string[];
  picked: Picked;
  detect?: DetectModel;
};

type Prepared = { plan: Plan; removal: Removal | undefined; removalId: string | undefined };

const command = "prune-no-chat-template";
const atOnce = 8;

/** Which chat models have no template, and what removing them would do. */
export async function planChatPruning(dir: string, pruning: ChatPruning): Promise<Plan> {
  return (await prepare(dir, pruning)).plan;
}

/** Removes their entries and moves their files to the trash, if that still is what the plan said. */
export async function applyChatPruning(
  dir: string,
  pruning: ChatPruning,
  expectedId: string | undefined,
): Promise<{ plan: Plan; outcome: RemovalOutcome | undefined }> {
  const { plan, removal, removalId } = await prepare(dir, pruning);
  guardPlan(plan, expectedId);
  if (removal === undefined) return { plan, outcome: undefined };
  const applying = { ...removal, command, plan: removalId };
  return { plan, outcome: await applyRemoval(dir, applying, { roots: pruning.roots }) };
}

async function prepare(dir: string, pruning: ChatPruning): Promise<Prepared> {
  const registry = await loadRegistry(dir);
  const real = openRealPlaces();
  const { names, paths, warnings, spared } = await choose(registry, pruning, real);
  const [name, ...more] = names;
  const state = JSON.stringify([registry.signature, names]);
  if (name === undefined) {
    const plan = planOf({ command, state, draft: { touched: [] }, warnings, spared, backup: false });
    return { plan, removal: undefined, removalId: undefined };
  }
  const except = pruning.picked.except?.filter((item) => paths.has(item));
  const removal: Removal = { name, more, deleteFiles: true, purge: true, except };
  const { id, ...inner } = await planRemoval(dir, removal, { roots: pruning.roots, real });
  const plan = withPlanId({
    ...{ ...inner, command, warnings: [...warnings, ...inner.warnings] },
    ...(spared.length > 0 && { spared }),
  });
  return { plan, removal, removalId: id };
}

async function choose({ entries }: Registry, pruning: ChatPruning, real: RealPlaces) {
  const roots = await realRoots(pruning);
  const wants = isPicked(pruning.picked);
  const isBelow = openBelow(roots, real);
  const placed = await mapAtOnce(entries, atOnce, async (entry) =>
    entry.backend === pruning.backend && (await isBelow(entry)) ? [entry] : [],
  );
  guardPicked(
    pruning.picked,
    placed.flat().flatMap((entry) => [entry.name, ...pathsOf(entry)]),
  );
  const judged = await mapAtOnce(placed.flat().filter(wants), atOnce, async (entry) => ({
    entry,
    judgement: await judgeChatModel({ ...entry, path: entry.path ?? "" }, pruning.detect),
  }));
  const pruned = judged.filter(({ judgement }) => judgement.isPruned).map(({ entry }) => entry);
  const going = pruned.filter(({ versionLock }) => !versionLock.locked);
  const locked = pruned.filter(({ versionLock }) => versionLock.locked);
  const doubts = judged.flatMap(({ entry, judgement }) =>
    judgement.isPruned || judgement.doubt === undefined
      ? []
      : [`${entry.name} has no chat template and stays: ${judgement.doubt}.`],
  );
  return {
    names: going.map(({ name }) => name),
    paths: new Set(going.flatMap(pathsOf)),
    warnings: fewWarnings(doubts),
    spared: locked.map(({ name }) => ({ name, why: "locked" as const })),
  };
}

async function realRoots({ weightsRoot, roots }: ChatPruning): Promise<string[]> {
  const wanted = weightsRoot === undefined ? roots : [weightsRoot];
  const real = await Promise.all(wanted.map((root) => realpath(root).catch(() => undefined)));
  const folders = real.filter((root) => root !== undefined);
  for (const folder of folders) guardOutsideTrash(folder);
  return folders;
}

/** Below a root by where it really lies, and there at all. */
function openBelow(
  roots: readonly string[],
  { realOf, isThere }: RealPlaces,
): (entry: Entry) => Promise<boolean> {
  return async ({ path }) => {
    if (path === undefined || isOllamaPath(path)) return false;
    const real = await realOf(path);
    const isBelow = real !== undefined && roots.some((root) => isInside(real, root));
    return isBelow && isThere(path);
  };
}
