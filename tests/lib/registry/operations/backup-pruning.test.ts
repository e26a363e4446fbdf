import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { listBackups } from "#lib/registry/backups.ts";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { compareBackup, listBackupsCompared } from "#lib/registry/operations/backup-comparing.ts";
import { applyBackupPruning, planBackupPruning } from "#lib/registry/operations/backup-pruning.ts";
import { entryNamed, registryFolder } from "../registry-folder.ts";

/** Three backups, of the first, the second and the third of November. */
async function threeBackups(): Promise<string> {
  const dir = await registryFolder({ discovered: [entryNamed("a"), entryNamed("b")] });
  for (const day of [1, 2, 3]) {
    const now = new Date(Date.UTC(2026, 10, day));
    await changeRegistry(dir, { command: `set ${day}`, now }, (draft) => draft.setFields("a", { day }));
  }
  await changeRegistry(dir, { command: "test", backup: false }, (draft) => {
    draft.removeEntry("b");
    draft.addEntry(entryNamed("c"));
  });
  return dir;
}

const stampsIn = async (dir: string) => (await listBackups(dir)).map(({ stamp }) => stamp.slice(0, 8));

test.each([
  [{ keep: 2 }, ["20261103", "20261102"]],
  [{ olderThan: 1 }, ["20261103"]],
  [{ backup: ["20261102-000000"] }, ["20261103", "20261101"]],
  [{ backup: ["20261103-000000"] }, ["20261102", "20261101"]],
])("backups are pruned by %o, as the plan said", async (unwanted, left) => {
  const dir = await threeBackups();
  const plan = await planBackupPruning(dir, unwanted);
  expect(plan.files.every(({ deed }) => deed === "delete")).toBe(true);
  const { stamps, bytes } = await applyBackupPruning(dir, unwanted, plan.id);
  expect(stamps).toHaveLength(3 - left.length);
  expect(bytes).toBe(plan.bytesFreed);
  expect(await stampsIn(dir)).toEqual(left);
});

test("without a word which ones, or with an unknown one, no backup is deleted", async () => {
  const dir = await threeBackups();
  await expect(planBackupPruning(dir, {})).rejects.toMatchObject({ code: "bad-input" });
  await expect(planBackupPruning(dir, { backup: ["none"] })).rejects.toMatchObject({ code: "not-found" });
  const { id } = await planBackupPruning(dir, { keep: 1 });
  await expect(applyBackupPruning(dir, { keep: 2 }, id)).rejects.toMatchObject({ code: "stale-plan" });
  expect(await stampsIn(dir)).toHaveLength(3);
});

test("the list says what made each backup and what differs from now, and a damaged one why it is", async () => {
  const dir = await threeBackups();
  await writeFile(join(dir, "model_registry.discovered.20261102-000000.bak.json"), "[{");
  expect(await listBackupsCompared(dir)).toMatchObject([
    { madeBy: "set 3", entries: 2, damaged: undefined, since: { added: 1, removed: 1, changed: 1 } },
    { madeBy: "set 2", damaged: expect.stringContaining("cannot be read"), since: undefined },
    { madeBy: "set 1", since: { added: 1, removed: 1, changed: 1 } },
  ]);
});

test("the difference is told field by field, for all or for one entry", async () => {
  const dir = await threeBackups();
  const changes = [{ field: "day", before: 2, after: 3 }];
  const { difference } = await compareBackup(dir, "20261103-000000");
  expect(difference).toEqual({ added: ["c"], removed: ["b"], changed: [{ name: "a", changes }] });
  const one = await compareBackup(dir, "20261103-000000", "c");
  expect(one.difference).toEqual({ added: ["c"], removed: [], changed: [] });
});

test("what a backup does not hold is not called the same", async () => {
  const dir = await registryFolder({ curated: [entryNamed("mine")], discovered: [entryNamed("a")] });
  const stamp = "20261104-000000";
  await writeFile(
    join(dir, `model_registry.discovered.${stamp}.bak.json`),
    JSON.stringify([entryNamed("a")]),
  );
  const nothing = { added: 0, removed: 0, changed: 0 };
  expect(await listBackupsCompared(dir)).toMatchObject([{ since: nothing, lacks: ["curated"] }]);
  expect((await compareBackup(dir, stamp)).lacks).toEqual(["curated"]);
  await writeFile(
    join(dir, `model_registry.curated.${stamp}.bak.json`),
    JSON.stringify([entryNamed("mine")]),
  );
  expect((await compareBackup(dir, stamp)).lacks).toEqual([]);
});
