import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { applyMaintenance, type Operation, planMaintenance } from "#lib/registry/operations/maintain.ts";
import { applyUndo } from "#lib/registry/operations/undo-change.ts";
import { changesOf } from "#lib/registry/plan-of.ts";
import { makeRandomRegistry } from "./random-registry.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { underOldNames } from "./under-old-names.ts";

const seeds = 6;

export type OperationOf = (root: string, dir: string) => Operation | Promise<Operation>;

/** The bytes of the layers; the merged file is made of them. */
async function layersIn(dir: string): Promise<Record<string, string>> {
  const names = (await readdir(dir)).filter((name) =>
    /^model_registry\.(?:curated|discovered)\.json$/.test(name),
  );
  const texts = await Promise.all(names.map(async (name) => [name, await readFile(join(dir, name), "utf8")]));
  return Object.fromEntries(texts);
}

const rawOf = async (dir: string) =>
  new Map((await loadRegistry(dir)).entries.map(({ name, raw }) => [name, raw]));

const inOrder = (changes: ReturnType<typeof changesOf>) =>
  changes.toSorted((one, other) => (one.field < other.field ? -1 : 1));

/** An operation does on random registries what its plan says, nothing the second time, and is undone to the byte. */
export async function holdToPlan(name: string, operationOf: OperationOf): Promise<void> {
  let touched = 0;
  for (let seed = 1; seed <= seeds; seed += 1) {
    const { dir, root } = await makeRandomRegistry(await temporaryFolder(), { seed });
    const maintaining = { command: name, operation: await operationOf(root, dir) };
    const [bytes, before] = [await layersIn(dir), await rawOf(dir)];
    const plan = await planMaintenance(dir, maintaining);
    expect(await layersIn(dir), "a plan writes nothing").toEqual(bytes);
    const { change } = await applyMaintenance(dir, maintaining, plan.id);
    const after = underOldNames(await rawOf(dir), plan);
    const names = [...new Set([...before.keys(), ...after.keys()])];
    expect(plan.added.map((each) => each.name).sort()).toEqual(
      names.filter((each) => !before.has(each)).sort(),
    );
    expect(plan.removed.map((each) => each.name).sort()).toEqual(
      names.filter((each) => !after.has(each)).sort(),
    );
    for (const each of plan.added) expect(after.get(each.name)).toEqual(each.after);
    const changed = names.flatMap((each) => {
      const [old, now] = [before.get(each), after.get(each)];
      const changes = old && now ? changesOf(old, now) : [];
      return changes.length > 0 ? [[each, inOrder(changes)] as const] : [];
    });
    // A plan tells first what was set, in that order, and then what goes with it.
    const byField = plan.changed.map(({ name: each, changes }) => [each, inOrder(changes)] as const);
    expect(new Map(byField)).toEqual(new Map(changed));
    touched += plan.added.length + plan.changed.length + plan.removed.length;
    const again = await planMaintenance(dir, maintaining);
    expect([again.added, again.changed, again.removed], `${name} twice, seed ${seed}`).toEqual([[], [], []]);
    if (change === undefined) continue;
    await applyUndo({ dir, roots: [root] }, { run: change }, undefined);
    expect(await layersIn(dir)).toEqual(bytes);
  }
  expect(touched).toBeGreaterThan(0);
}
