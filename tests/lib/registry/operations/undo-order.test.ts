import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { listBackupNames } from "#lib/registry/backups.ts";
import { findChanges } from "#lib/registry/change-records.ts";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { applyBackupRestore } from "#lib/registry/operations/backup-restoring.ts";
import type { RegistryDraft } from "#lib/registry/registry-draft.ts";
import { entryNamed, registryFolder } from "../registry-folder.ts";
import { command, lettersIn, plan, undo } from "./undo-for-tests.ts";

afterEach(() => vi.unstubAllEnvs());

type Change = (draft: RegistryDraft) => void;

const runs: Record<string, Change[]> = {
  "the first ones leave one by one": [(draft) => draft.removeEntry("x"), (draft) => draft.removeEntry("y")],
  "the last ones leave one by one": [(draft) => draft.removeEntry("k"), (draft) => draft.removeEntry("y")],
  "one leaves, another comes, a third leaves": [
    (draft) => draft.removeEntry("y"),
    (draft) => draft.addEntry(entryNamed("new")),
    (draft) => draft.removeEntry("x"),
  ],
  "a name is given twice": [
    (draft) => draft.renameEntry("x", "z", {}),
    (draft) => draft.removeEntry("z"),
    (draft) => draft.renameEntry("k", "x", {}),
  ],
  "one leaves and comes back elsewhere": [
    (draft) => draft.removeEntry("x"),
    (draft) => draft.addEntry(entryNamed("x")),
    (draft) => draft.removeEntry("k"),
  ],
};

test.for(Object.entries(runs))(
  "a run in which %s is undone to the letter, and that again",
  async ([, run]) => {
    const dir = await registryFolder({ discovered: ["x", "y", "k", "l"].map((name) => entryNamed(name)) });
    const before = await lettersIn(dir);
    vi.stubEnv("MODELDECK_RUN", "12.0123abcd");
    for (const change of run) await changeRegistry(dir, { command, backup: false }, change);
    vi.unstubAllEnvs();
    const after = await lettersIn(dir);
    expect((await plan(dir, "12")).plan.blocked).toEqual([]);
    const { change = "" } = await undo(dir, "12");
    expect((await lettersIn(dir)).slice(0, 2)).toEqual(before.slice(0, 2));
    await undo(dir, change);
    expect((await lettersIn(dir)).slice(0, 2)).toEqual(after.slice(0, 2));
  },
);

test.for(["with", "without"])(
  "what a restore put in another order goes back into its own, %s backups",
  async (how) => {
    const entries = ["a", "b", "c", "d"].map((name) => entryNamed(name));
    const dir = await registryFolder({ discovered: entries });
    const { backup = "" } = await changeRegistry(dir, { command }, (draft) =>
      draft.setFields("b", { roles: ["chat"] }),
    );
    const byHand = JSON.stringify(entries.toReversed(), null, 4);
    await writeFile(join(dir, "model_registry.discovered.json"), byHand);
    await applyBackupRestore(dir, { backup }, undefined);
    if (how === "without") {
      const names = [...(await listBackupNames(dir)).values()].flat();
      for (const name of names) await rm(join(dir, name));
    }
    const { plan: planned } = await plan(dir, "last");
    expect(planned.warnings).toEqual(["Entries go back into the order in which they stood."]);
    await undo(dir, "last");
    const [, letters = ""] = await lettersIn(dir);
    expect(JSON.parse(letters)).toEqual(entries.toReversed());
    if (how === "with") expect(letters).toBe(byHand);
  },
);

test("an entry that only moved, and was changed since, keeps nothing from going back", async () => {
  const dir = await registryFolder({ discovered: ["x", "y", "k"].map((name) => entryNamed(name)) });
  const { change = "" } = await changeRegistry(dir, { command }, (draft) => {
    draft.removeEntry("x");
    draft.addEntry(entryNamed("x"));
    draft.setFields("k", { roles: ["chat"] });
  });
  await changeRegistry(dir, { command }, (draft) => draft.setFields("x", { roles: ["code"] }));
  await undo(dir, change);
  const { layers } = await loadRegistry(dir);
  expect(layers.discovered).toEqual([entryNamed("y"), entryNamed("x", { roles: ["code"] }), entryNamed("k")]);
});

test("of entries that were put in another order, the fewest are in the record of the change", async () => {
  const names = Array.from({ length: 50 }, (_, index) => `m${index}`);
  const dir = await registryFolder({ discovered: names.map((name) => entryNamed(name)) });
  const before = await lettersIn(dir);
  const { change = "" } = await changeRegistry(dir, { command, backup: false }, (draft) => {
    draft.removeEntry("m0");
    draft.addEntry(entryNamed("m0"));
  });
  const [record] = await findChanges(dir, change);
  expect(record?.entries.map(({ name }) => name)).toEqual(["m0"]);
  await undo(dir, change);
  expect((await lettersIn(dir))[1]).toBe(before[1]);
});

test("a list on one line keeps what lies between its entries, also when all but one of them left", async () => {
  const dir = await registryFolder();
  const letters =
    '[{"name": "a", "backend": "vllm"}, {"name": "b", "backend": "vllm"}, {"name": "c", "backend": "vllm"}]';
  await writeFile(join(dir, "model_registry.discovered.json"), letters);
  vi.stubEnv("MODELDECK_RUN", "12.0123abcd");
  await changeRegistry(dir, { command, backup: false }, (draft) => {
    draft.removeEntry("a");
    draft.removeEntry("c");
  });
  await changeRegistry(dir, { command, backup: false }, (draft) => draft.setFields("b", { roles: ["chat"] }));
  vi.unstubAllEnvs();
  await undo(dir, "12");
  expect((await lettersIn(dir))[1]).toBe(letters);
});

test("two entries of one name that stay where they are have not moved", async () => {
  const dir = await registryFolder({ discovered: ["a", "b", "b", "c"].map((name) => entryNamed(name)) });
  const { change = "" } = await changeRegistry(dir, { command }, (draft) => {
    for (const name of ["a", "c"]) draft.setFields(name, { roles: ["chat"] });
  });
  const [record] = await findChanges(dir, change);
  expect(record?.entries.map(({ name }) => name)).toEqual(["a", "c"]);
});
