import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { applyRemoval, planRemoval } from "#lib/registry/remove-entry.ts";
import { listTrash } from "#lib/registry/trash.ts";
import { entryNamed, registryFolder } from "./registry-folder.ts";

async function place() {
  const dir = await registryFolder();
  const root = join(dir, "weights");
  const model = join(root, "owner", "m");
  await mkdir(model, { recursive: true });
  await writeFile(join(model, "w.gguf"), "weights");
  await changeRegistry(dir, { command: "test" }, (draft) =>
    draft.addEntry(entryNamed("m", { download_path: model })),
  );
  return { dir, root, model };
}

test("a plan is stale when a file has other content, though the size is the same", async () => {
  const { dir, root, model } = await place();
  const removal = { name: "m", deleteFiles: true, purge: true };
  const { id } = await planRemoval(dir, removal, { roots: [root] });
  await writeFile(join(model, "w.gguf"), "WEIGHTS");
  await expect(applyRemoval(dir, { ...removal, plan: id }, { roots: [root] })).rejects.toMatchObject({
    code: "stale-plan",
  });
});

test("forgetting a download leaves nothing in the trash, and says where files lie when it was forgotten before", async () => {
  const { dir, root, model } = await place();
  const modelled = entryNamed("n", { download_path: model, backend_config: { model_path: model } });
  await changeRegistry(dir, { command: "test" }, (draft) => draft.addEntry(modelled));
  expect(await applyRemoval(dir, { name: "n" }, { roots: [root] })).toMatchObject({
    trash: undefined,
    change: expect.any(String),
  });
  expect(await listTrash({ dir, roots: [root] })).toEqual([]);
  const again = await planRemoval(dir, { name: "n", deleteFiles: true }, { roots: [root] });
  expect(again.warnings).toEqual([
    `n has no download on record any more, so no files go. Files still lie at ${model}; scan takes them in again.`,
  ]);
  expect((await planRemoval(dir, { name: "m", more: ["n"] }, { roots: [root] })).warnings).toHaveLength(1);
});
