import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { applyMaintenance, type Operation, planMaintenance } from "#lib/registry/operations/maintain.ts";
import { normalizeFormats } from "#lib/registry/operations/normalize-formats.ts";
import { refreshArchitecture } from "#lib/registry/operations/refresh-architecture.ts";
import { applySlugs } from "#lib/registry/operations/slugs-applied.ts";
import { applyUndo } from "#lib/registry/operations/undo-change.ts";
import { changesOf } from "#lib/registry/plan-of.ts";
import { makeRandomRegistry } from "#tests/support/random-registry.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const seeds = 6;
const normalizing = { correctCurated: false, base: undefined, picked: {} };
const naming = { includeOllama: true, includeHf: true, allowSkip: true, testsOnly: false, picked: {} };

const operations: [name: string, (root: string) => Operation][] = [
  [
    "normalize-formats",
    (root) => normalizeFormats({ ...normalizing, rebuild: false, pruneMissing: false, roots: [root] }),
  ],
  [
    "normalize-formats --rebuild --prune-missing",
    (root) => normalizeFormats({ ...normalizing, rebuild: true, pruneMissing: true, roots: [root] }),
  ],
  [
    "normalize-formats --correct-curated",
    (root) =>
      normalizeFormats({
        ...normalizing,
        correctCurated: true,
        rebuild: true,
        pruneMissing: false,
        roots: [root],
      }),
  ],
  ["apply-simple-slugs", () => applySlugs({ ...naming, renameSlugs: false, disambiguate: "backend" })],
  [
    "apply-simple-slugs --rename-slugs",
    () => applySlugs({ ...naming, renameSlugs: true, disambiguate: "backend" }),
  ],
  [
    "apply-simple-slugs --rename-slugs --disambiguate=format",
    () => applySlugs({ ...naming, renameSlugs: true, disambiguate: "format" }),
  ],
  [
    "refresh-architecture",
    () =>
      refreshArchitecture({ limit: undefined, metrics: { file: "/nowhere", isNamed: false }, picked: {} }),
  ],
];

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

test.each(operations)(
  "%s does just what its plan said, nothing the second time, and can be undone to the byte",
  async (name, operationOf) => {
    let touched = 0;
    for (let seed = 1; seed <= seeds; seed += 1) {
      const { dir, root } = await makeRandomRegistry(await temporaryFolder(), { seed });
      const maintaining = { command: name, operation: operationOf(root) };
      const [bytes, before] = [await layersIn(dir), await rawOf(dir)];
      const plan = await planMaintenance(dir, maintaining);
      expect(await layersIn(dir), "a plan writes nothing").toEqual(bytes);
      const { change } = await applyMaintenance(dir, maintaining, plan.id);
      const after = await rawOf(dir);
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
        return changes.length > 0 ? [[each, changes] as const] : [];
      });
      expect(new Map(plan.changed.map((each) => [each.name, each.changes]))).toEqual(new Map(changed));
      touched += plan.added.length + plan.changed.length + plan.removed.length;
      const again = await planMaintenance(dir, maintaining);
      expect([again.added, again.changed, again.removed], `${name} twice, seed ${seed}`).toEqual([
        [],
        [],
        [],
      ]);
      if (change === undefined) continue;
      await applyUndo({ dir, roots: [root] }, { run: change }, undefined);
      expect(await layersIn(dir)).toEqual(bytes);
    }
    expect(touched).toBeGreaterThan(0);
  },
);
