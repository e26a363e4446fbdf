import { expect, test, vi } from "vitest";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { planUndo } from "#lib/registry/operations/undo-change.ts";
import { entryNamed, registryFolder } from "../registry-folder.ts";
import { command, lettersIn, plan, undo } from "./undo-for-tests.ts";

/** `a` is `b` now, `b` is `c`, and a new one is called `a`. */
async function renamedRegistry() {
  const dir = await registryFolder({ discovered: ["a", "b", "z"].map((name) => entryNamed(name)) });
  const before = await lettersIn(dir);
  const { change = "" } = await changeRegistry(dir, { command }, (draft) => {
    draft.renameEntry("b", "c", {});
    draft.renameEntry("a", "b", {});
    draft.addEntry(entryNamed("a", { roles: ["chat"] }));
  });
  return { dir, before, change };
}

const renamedTo = (before: string, after: string) => ({
  name: before,
  changes: [{ field: "name", before, after }],
});

test("an entry that had another name is one changed entry in the plan of its undo, and in that of the undo of that", async () => {
  const { dir, before, change } = await renamedRegistry();
  const after = await lettersIn(dir);
  expect((await plan(dir, change)).plan).toMatchObject({
    added: [],
    changed: [renamedTo("c", "b"), renamedTo("b", "a")],
    removed: [{ name: "a", before: { roles: ["chat"] } }],
  });
  const undoing = await undo(dir, change);
  expect(await lettersIn(dir)).toEqual(before);
  expect((await plan(dir, undoing.change ?? "")).plan).toMatchObject({
    added: [{ name: "a", after: { roles: ["chat"] } }],
    changed: [renamedTo("b", "c"), renamedTo("a", "b")],
    removed: [],
  });
  await undo(dir, undoing.change ?? "");
  expect(await lettersIn(dir)).toEqual(after);
});

test("a renamed entry is left out of an undo by either name, and whole", async () => {
  const dir = await registryFolder({ discovered: ["a", "z"].map((name) => entryNamed(name)) });
  const { change = "" } = await changeRegistry(dir, { command }, (draft) => {
    draft.renameEntry("a", "b", {});
    draft.setFields("z", { roles: ["chat"] });
  });
  for (const name of ["a", "b"]) {
    const planned = await planUndo({ dir, roots: [] }, { run: change, except: [name] });
    expect(planned.plan).toMatchObject({ added: [], changed: [{ name: "z" }], removed: [] });
    const only = await planUndo({ dir, roots: [] }, { run: change, only: [name] });
    expect(only.plan).toMatchObject({ added: [], changed: [renamedTo("b", "a")], removed: [] });
  }
  await undo(dir, change, { except: ["b"] });
  expect((await loadRegistry(dir)).layers.discovered).toEqual([entryNamed("b"), entryNamed("z")]);
});

test("whoever took the name of one that left, and is like it, is meant by that name", async () => {
  const dir = await registryFolder({ discovered: ["a", "b", "z"].map((name) => entryNamed(name)) });
  const before = (await loadRegistry(dir)).layers;
  const { change = "" } = await changeRegistry(dir, { command }, (draft) => {
    draft.removeEntry("a");
    draft.renameEntry("b", "a", {});
    draft.setFields("z", { roles: ["chat"] });
  });
  const planned = await planUndo({ dir, roots: [] }, { run: change, except: ["a"] });
  expect(planned.plan).toMatchObject({ added: [], changed: [{ name: "z" }], removed: [] });
  await undo(dir, change, { except: ["a"] });
  await undo(dir, change);
  expect((await loadRegistry(dir)).layers).toEqual(before);
});

test("an entry that a run renamed twice goes back from its last name to its first", async () => {
  const dir = await registryFolder({ discovered: [entryNamed("a")] });
  vi.stubEnv("MODELDECK_RUN", "12.0123abcd");
  await changeRegistry(dir, { command }, (draft) => draft.renameEntry("a", "b", {}));
  await changeRegistry(dir, { command }, (draft) => draft.renameEntry("b", "c", {}));
  vi.unstubAllEnvs();
  const { plan: planned } = await plan(dir, "12");
  expect(planned).toMatchObject({ added: [], changed: [renamedTo("c", "a")], removed: [] });
});
