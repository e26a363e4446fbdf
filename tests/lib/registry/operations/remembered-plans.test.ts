import { link, mkdir, symlink, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { expect, test, vi } from "vitest";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { findModels } from "#lib/registry/operations/find-models.ts";
import { leaveOutDamaged } from "#lib/registry/operations/leave-out-damaged.ts";
import { planMaintenance } from "#lib/registry/operations/maintain.ts";
import { normalizeFormats } from "#lib/registry/operations/normalize-formats.ts";
import { planChatPruning } from "#lib/registry/operations/prune-no-chat-template.ts";
import { rebuildFolders } from "#lib/registry/operations/rebuild-folders.ts";
import { refreshArchitecture } from "#lib/registry/operations/refresh-architecture.ts";
import { scanRegistry } from "#lib/registry/operations/scan-registry.ts";
import { isRecord } from "#lib/registry/raw-entry.ts";
import { modelsFileIn, openModelCache } from "#lib/state/model-cache.ts";
import type { LookedAhead } from "#lib/weights/look-ahead.ts";
import { type DetectModel, lookedAheadOf, rememberingModels } from "#lib/weights/remembered-models.ts";
import { makeGgufModel } from "#tests/support/make-gguf.ts";
import { makeRegistry } from "#tests/support/make-registry.ts";
import { makeSafetensors } from "#tests/support/make-safetensors.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

/** A thread that has looked, for what it will be asked. */
type Ahead = () => Promise<LookedAhead | undefined>;

test("every plan is the same with a memory, with a thread that looks ahead, and without", async () => {
  const home = await temporaryFolder();
  const [dir, root] = [join(home, "registry"), join(home, "weights")];
  await makeRegistry(dir, { entries: 40, modelsFolder: root, hasFiles: true });
  await mkdir(join(root, "o/talks"), { recursive: true });
  await writeFile(join(root, "o/talks/model.safetensors"), "no weights");
  await writeFile(join(root, "o/talks/chat_template.jinja"), "{{ messages }}");
  // Folders of files of which there is more to tell than where they are.
  const index = JSON.stringify({ weight_map: { a: "model-00002-of-00002.safetensors" } });
  for (const [name, file, text] of [
    ["o/lacking", "model.safetensors.index.json", index],
    ["o/bare", "config.json", JSON.stringify({ model_type: "qwen2" })],
  ] as const) {
    await mkdir(join(root, name), { recursive: true });
    await writeFile(join(root, name, file), text);
  }
  await writeFile(
    join(root, "o/lacking/model-00001-of-00002.safetensors"),
    makeSafetensors([["b", "F16", [2]]]),
  );
  // Folders that a thread may not tell a walk about.
  for (const folder of ["o/linked", "o/twin", "o/both/Q4_K_M", "o/both/Q8_0"])
    await mkdir(join(root, folder), { recursive: true });
  await symlink("../talks/model.safetensors", join(root, "o/linked/model.safetensors"));
  await link(join(root, "o/talks/model.safetensors"), join(root, "o/twin/model.safetensors"));
  for (const name of ["Q4_K_M", "Q8_0"]) {
    await writeFile(join(root, `o/both/${name}/b.gguf`), makeGgufModel({ fileType: 15, types: [12, 12] }));
  }
  const now = Date.now();
  vi.spyOn(Date, "now").mockReturnValue(now + 10_000);
  const assigned = { backend: "vllm", location: "linux_wsl", format: undefined };
  const metrics = { file: join(home, "none.jsonl"), isNamed: false };
  const plansWith = async (detect?: DetectModel, ahead: Ahead = async () => undefined) => {
    const using = (looked: LookedAhead | undefined) => ({
      ...{ roots: [root], picked: {}, looked },
      ...(detect && { detect }),
    });
    const found = await findModels([root], using(await ahead()));
    const normalizing = { rebuild: true, correctCurated: false, pruneMissing: true, base: undefined };
    const operations = [
      normalizeFormats({ ...normalizing, ...using(await ahead()) }),
      refreshArchitecture({ limit: undefined, metrics, ...using(await ahead()) }),
      scanRegistry(found, { ...assigned, updateExisting: true, includeTesting: true }),
      rebuildFolders({ found: leaveOutDamaged(found), bases: [root], assigned, includeTesting: true }),
    ];
    const plans = await Promise.all(
      operations.map((operation) => planMaintenance(dir, { command: "any", operation })),
    );
    const wanted = { backend: "vllm", weightsRoot: undefined, ...using(undefined) };
    return [...plans, await planChatPruning(dir, wanted)];
  };
  const plain = await plansWith();
  expect(
    plain.every(({ added, changed, removed }) => added.length + changed.length + removed.length > 0),
  ).toBe(true);
  expect(learntIn(plain[2])).toEqual({
    ...{ talks: true, Q4_K_M: false, Q8_0: false, linked: false, twin: false, bare: false, lacking: false },
  });
  for (let round = 0; round < 2; round += 1) {
    const memory = openModelCache(modelsFileIn(home));
    expect(await plansWith(rememberingModels(memory))).toEqual(plain);
    memory.close();
  }
  const memory = openModelCache(modelsFileIn(home), { aheadFrom: 0 });
  const told: string[] = [];
  const ahead: Ahead = async () => {
    const looked = lookedAheadOf(memory);
    await looked?.wait();
    const noting =
      <Told>(what: string, ask: (path: string) => Told) =>
      (path: string) => {
        const found = ask(path);
        if (found !== undefined) told.push(what);
        return found;
      };
    return (
      looked && {
        ...looked,
        takeSight: noting("sights", looked.takeSight),
        takeNature: noting("nature", looked.takeNature),
        takeWhole: noting("whole", looked.takeWhole),
        filesOf: noting("files", looked.filesOf),
      }
    );
  };
  expect(await plansWith(rememberingModels(memory), ahead)).toEqual(plain);
  const counted = Map.groupBy(told, (what) => what);
  // All but what has a link, another name or a folder in it are told to a walk, and mostly as whole models.
  expect(Object.fromEntries([...counted].map(([what, all]) => [what, all.length]))).toEqual({
    ...{ whole: 40, files: 2, sights: 46, nature: 40 },
  });
  expect(memory.get(join(root, "o/talks"))).toContain('"files"');
  memory.close();
});

/** What the entries that a plan adds say of chat templates, by the folder of each. */
function learntIn(plan: Plan | undefined) {
  return Object.fromEntries(
    (plan?.added ?? []).map(({ after }) => {
      const { download_path: path, metadata } = isRecord(after) ? after : {};
      return [basename(String(path)), isRecord(metadata) && metadata.has_chat_template];
    }),
  );
}
