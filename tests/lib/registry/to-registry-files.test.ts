import { expect, test } from "vitest";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { applyUndo } from "#lib/registry/operations/undo-change.ts";
import type { RegistryDraft } from "#lib/registry/registry-draft.ts";
import { winnerOf } from "#lib/registry/role-rows.ts";
import { entryNamed, readLayerFile, registryFolder } from "./registry-folder.ts";

const playing = (name: string) => entryNamed(name, { roles: ["chat"], role_priority: { chat: 50 } });

async function edited(names: string[], apply: (draft: RegistryDraft) => void) {
  const dir = await registryFolder({ curated: names.map(playing), discovered: [playing("b")] });
  await changeRegistry(dir, { command: "test" }, apply);
  const order = (await readLayerFile(dir, "curated")).map(({ name }) => name);
  return { order, winner: winnerOf((await loadRegistry(dir)).entries, "chat")?.name };
}

test("a curated file in an order of somebody's own keeps it, and with it who of equals wins a role", async () => {
  const favour = (draft: RegistryDraft) => draft.setFields("m", { family: "f" });
  expect(await edited(["z", "a", "m"], favour)).toEqual({ order: ["z", "a", "m"], winner: "z" });
  const add = (draft: RegistryDraft) => draft.addEntry(playing("c"), { layer: "curated" });
  expect(await edited(["z", "a", "m"], add)).toEqual({ order: ["z", "a", "m", "c"], winner: "z" });
});

test("a curated file in the order of the original tool, by name, stays in it", async () => {
  const add = (draft: RegistryDraft) => draft.addEntry(playing("c"), { layer: "curated" });
  expect(await edited(["a", "m", "z"], add)).toEqual({ order: ["a", "c", "m", "z"], winner: "a" });
  expect(await edited([], add)).toEqual({ order: ["c"], winner: "c" });
});

test("what is left of a file in an order of its own may be in order by name; what goes back to it goes to its place", async () => {
  const dir = await registryFolder({ curated: ["z", "a", "m"].map(playing) });
  const order = async () => (await readLayerFile(dir, "curated")).map(({ name }) => name);
  const { change = "" } = await changeRegistry(dir, { command: "test" }, (draft) => draft.removeEntry("z"));
  await changeRegistry(dir, { command: "test" }, (draft) => draft.setFields("m", { family: "f" }));
  const undone = await applyUndo({ dir, roots: [] }, { run: change }, undefined);
  expect(await order()).toEqual(["z", "a", "m"]);
  const redone = await applyUndo({ dir, roots: [] }, { run: undone.change ?? "" }, undefined);
  await changeRegistry(dir, { command: "test" }, (draft) => draft.setFields("a", { family: "f" }));
  await applyUndo({ dir, roots: [] }, { run: redone.change ?? "" }, undefined);
  expect(await order()).toEqual(["z", "a", "m"]);
});
