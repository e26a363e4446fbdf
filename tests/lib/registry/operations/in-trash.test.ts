import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { findModels } from "#lib/registry/operations/find-models.ts";
import { planMaintenance } from "#lib/registry/operations/maintain.ts";
import { normalizeFormats } from "#lib/registry/operations/normalize-formats.ts";
import { rebuildFolders } from "#lib/registry/operations/rebuild-folders.ts";
import { planMending } from "#lib/registry/operations/verify-mending.ts";
import { verifyRegistry } from "#lib/registry/operations/verify-registry.ts";
import { applyRemoval, planRemoval } from "#lib/registry/remove-entry.ts";
import { entryNamed, registryFolder } from "../registry-folder.ts";

/** A model that was removed with its files, and whose entry somebody put back. */
async function place() {
  const dir = await registryFolder();
  const root = join(dir, "weights");
  const model = join(root, "owner", "m");
  for (const folder of [model, join(root, "owner", "kept")]) await mkdir(folder, { recursive: true });
  await writeFile(join(model, "w.gguf"), "weights");
  const add = () =>
    changeRegistry(dir, { command: "test" }, (draft) =>
      draft.addEntry(entryNamed("m", { download_path: model })),
    );
  await add();
  const removal = { name: "m", deleteFiles: true, purge: true };
  const { trash: item = "" } = await applyRemoval(dir, removal, { roots: [root] });
  await add();
  return { dir, roots: [root], model, item };
}

test("of a model whose files lie in the trash a check says in which item, and nothing of it is forgotten", async () => {
  const { dir, roots, model, item } = await place();
  const check = async () => (await verifyRegistry(await loadRegistry(dir), { full: false, roots })).checks;
  const says = `path missing: ${model}; its files lie in the trash, in ${item}`;
  expect(await check()).toMatchObject([{ name: "m", state: "missing", says }]);
  const mend = async () =>
    planMending(dir, { checks: await check(), roots, forget: true, record: false, picked: {} });
  const warnings = [`m is left alone: its files lie in the trash, in ${item}.`];
  expect(await mend()).toMatchObject({ changed: [], warnings });
});

test("no command that drops what is gone drops such a model", async () => {
  const { dir, roots, item } = await place();
  const stays = `m stays: its files lie in the trash, in ${item}.`;
  const formats = { rebuild: false, correctCurated: false, pruneMissing: true, base: undefined, picked: {} };
  const assigned = { backend: "vllm", location: "linux_wsl", format: undefined };
  const found = await findModels(roots);
  for (const operation of [
    normalizeFormats({ ...formats, roots }),
    rebuildFolders({ found, bases: roots, assigned, includeTesting: false }),
  ]) {
    const plan = await planMaintenance(dir, { command: "test", operation });
    expect(plan).toMatchObject({ removed: [], changed: [], warnings: [stays] });
  }
});

test("nor is a removal of its files silent about them, and it takes none", async () => {
  const { dir, roots, model, item } = await place();
  const planned = (deleteFiles: boolean) =>
    planRemoval(dir, { name: "m", deleteFiles, purge: true }, { roots });
  expect(await planned(true)).toMatchObject({
    files: [],
    blocked: [],
    warnings: [`${model} is not there: its files lie in the trash, in ${item}.`],
  });
  const why = `Only the record is removed. Nothing is there: its files lie in the trash, in ${item}.`;
  expect(await planned(false)).toMatchObject({ files: [{ deed: "keep", bytes: 0, why }] });
});
