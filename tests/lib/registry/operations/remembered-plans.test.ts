import { link, mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { findModels } from "#lib/registry/operations/find-models.ts";
import { leaveOutDamaged } from "#lib/registry/operations/leave-out-damaged.ts";
import { planMaintenance } from "#lib/registry/operations/maintain.ts";
import { normalizeFormats } from "#lib/registry/operations/normalize-formats.ts";
import { planChatPruning } from "#lib/registry/operations/prune-no-chat-template.ts";
import { rebuildFolders } from "#lib/registry/operations/rebuild-folders.ts";
import { refreshArchitecture } from "#lib/registry/operations/refresh-architecture.ts";
import { scanRegistry } from "#lib/registry/operations/scan-registry.ts";
import { modelsFileIn, openModelCache } from "#lib/state/model-cache.ts";
import type { LookedAhead } from "#lib/weights/look-ahead.ts";
import { type DetectModel, lookedAheadOf, rememberingModels } from "#lib/weights/remembered-models.ts";
import { makeGgufModel } from "#tests/support/make-gguf.ts";
import { makeRegistry } from "#tests/support/make-registry.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

test("every plan is the same with a memory, with a thread that looks ahead, and without", async () => {
  const home = await temporaryFolder();
  const [dir, root] = [join(home, "registry"), join(home, "weights")];
  await makeRegistry(dir, { entries: 40, modelsFolder: root, hasFiles: true });
  await mkdir(join(root, "o/new"), { recursive: true });
  await writeFile(join(root, "o/new/model.safetensors"), "no weights");
  // Folders that a thread may not tell a walk about.
  for (const folder of ["o/linked", "o/twin", "o/both/Q4_K_M", "o/both/Q8_0"])
    await mkdir(join(root, folder), { recursive: true });
  await symlink("../new/model.safetensors", join(root, "o/linked/model.safetensors"));
  await link(join(root, "o/new/model.safetensors"), join(root, "o/twin/model.safetensors"));
  for (const name of ["Q4_K_M", "Q8_0"]) {
    await writeFile(join(root, `o/both/${name}/b.gguf`), makeGgufModel({ fileType: 15, types: [12, 12] }));
  }
  const now = Date.now();
  vi.spyOn(Date, "now").mockReturnValue(now + 10_000);
  const assigned = { backend: "vllm", location: "linux_wsl", format: undefined };
  const metrics = { file: join(home, "none.jsonl"), isNamed: false };
  const plansWith = async (using: { detect?: DetectModel; looked?: LookedAhead | undefined }) => {
    const wanted = { roots: [root], picked: {}, ...using };
    const found = await findModels([root], using);
    const normalizing = {
      ...wanted,
      rebuild: true,
      correctCurated: false,
      pruneMissing: true,
      base: undefined,
    };
    const operations = [
      normalizeFormats(normalizing),
      refreshArchitecture({ limit: undefined, metrics, ...wanted }),
      scanRegistry(found, { ...assigned, updateExisting: true, includeTesting: true }),
      rebuildFolders({ found: leaveOutDamaged(found), bases: [root], assigned, includeTesting: true }),
    ];
    const plans = await Promise.all(
      operations.map((operation) => planMaintenance(dir, { command: "any", operation })),
    );
    return [...plans, await planChatPruning(dir, { backend: "vllm", weightsRoot: undefined, ...wanted })];
  };
  const plain = await plansWith({});
  expect(
    plain.every(({ added, changed, removed }) => added.length + changed.length + removed.length > 0),
  ).toBe(true);
  for (let round = 0; round < 2; round += 1) {
    const memory = openModelCache(modelsFileIn(home));
    expect(await plansWith({ detect: rememberingModels(memory) })).toEqual(plain);
    memory.close();
  }
  const ahead = openModelCache(modelsFileIn(home), { aheadFrom: 0 });
  const looked = lookedAheadOf(ahead, "evidence");
  await looked?.wait();
  const [taken, told]: [string[], string[]] = [[], []];
  const noting =
    <Told>(ask: (path: string) => Told, names: string[]) =>
    (path: string) => {
      const found = ask(path);
      if (found !== undefined) names.push(path);
      return found;
    };
  const noted = looked && {
    ...looked,
    takeSight: noting(looked.takeSight, taken),
    takeNature: noting(looked.takeNature, taken),
    filesOf: noting(looked.filesOf, told),
  };
  const detect = rememberingModels(ahead);
  expect(await plansWith({ detect, looked: noted })).toEqual(plain);
  expect(taken.length).toBe(44);
  // All but what has a link, another name or a folder in it.
  expect(told.length).toBe(40);
  ahead.close();
  const memory = openModelCache(modelsFileIn(home));
  expect(memory.get(join(root, "o/new"))).toContain('"root"');
  memory.close();
});
