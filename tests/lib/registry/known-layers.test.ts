import { readFile, rename, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { diskFileSystem } from "#lib/registry/file-system.ts";
import { findEntry, loadRegistry } from "#lib/registry/load-registry.ts";
import { toLayer } from "#lib/registry/read-layer.ts";
import { entryNamed, registryFolder } from "./registry-folder.ts";

const discovered = "model_registry.discovered.json";

/** So old that nobody could write it again at the same time. */
async function settledFolder(entries: unknown[]): Promise<string> {
  const dir = await registryFolder({ discovered: entries });
  await utimes(join(dir, discovered), 1, 1);
  return dir;
}

const slowly = {
  ...diskFileSystem,
  /** As on a disk that takes its time, so that what is saved may be remembered. */
  async syncFolder(path: string): Promise<void> {
    const { mtimeMs } = await stat(path);
    while (Date.now() - mtimeMs < 30) await diskFileSystem.syncFolder(path);
  },
};

test("a file that is as it was is not read twice", async () => {
  const dir = await settledFolder([entryNamed("a")]);
  const [first, second] = [await loadRegistry(dir), await loadRegistry(dir)];
  expect(second.layers.discovered).toBe(first.layers.discovered);
});

test("what another program writes is seen, in place or by another file, though it be as long and say the same time", async () => {
  const dir = await settledFolder([entryNamed("a")]);
  const path = join(dir, discovered);
  const other = async (name: string) =>
    (await readFile(path, "utf8")).replace(/"name": "."/, `"name": "${name}"`);
  await loadRegistry(dir);
  await writeFile(path, await other("b"));
  await utimes(path, 1, 1);
  expect(findEntry(await loadRegistry(dir), "b")).toBeDefined();
  await writeFile(`${path}.new`, await other("c"));
  await utimes(`${path}.new`, 1, 1);
  await rename(`${path}.new`, path);
  expect(findEntry(await loadRegistry(dir), "c")).toBeDefined();
});

test("after a save the registry is known, and is just what a reader of the files finds", async () => {
  const dir = await settledFolder([
    entryNamed("a"),
    entryNamed("none", { served_model_id: "None" }),
    entryNamed("b"),
  ]);
  const odd = {
    minus: -0,
    nested: { gone: undefined, kept: "é\u{1f600}" },
    at: new Date(0),
    list: [undefined],
  };
  await changeRegistry(dir, { command: "set", fs: slowly }, (draft) => {
    draft.setFields("b", { odd });
    draft.addEntry(entryNamed("hand", { odd }), { layer: "curated" });
  });
  const known = await loadRegistry(dir);
  expect((await loadRegistry(dir)).layers.discovered).toBe(known.layers.discovered);
  for (const layer of ["curated", "discovered"] as const) {
    const bytes = await readFile(join(dir, `model_registry.${layer}.json`));
    expect(known.layers[layer]).toStrictEqual(toLayer(layer, { kind: "read", bytes }).elements);
  }
  // Nobody changed that one.
  expect(findEntry(known, "none")?.raw.served_model_id).toBe("None");
});

/** As on a disk that waits for nothing. */
const atOnce = {
  ...diskFileSystem,
  create: async (path: string, mode: number) => ({
    ...(await diskFileSystem.create(path, mode)),
    sync: async () => undefined,
  }),
};

test("what would take long to read again is known after a save, however quick the disk was", async () => {
  const long = "x".repeat(1_200_000);
  const dir = await settledFolder([entryNamed("a"), entryNamed("long", { long })]);
  const before = await loadRegistry(dir);
  await changeRegistry(dir, { command: "set", fs: atOnce }, (draft) =>
    draft.setFields("a", { roles: ["chat"] }),
  );
  const after = await loadRegistry(dir);
  expect(findEntry(after, "a")?.roles).toEqual(["chat"]);
  expect(after.layers.discovered[1]).toBe(before.layers.discovered[1]);
});

test("what lies there after a save is not taken for what was saved, if another program was quicker", async () => {
  const dir = await settledFolder([entryNamed("a")]);
  const path = join(dir, discovered);
  const theirs = JSON.stringify([entryNamed("theirs")]);
  const fs = {
    ...slowly,
    async remove(gone: string): Promise<void> {
      await diskFileSystem.remove(gone);
      if (!gone.endsWith("commit.json")) return;
      await writeFile(`${path}.new`, theirs);
      await utimes(`${path}.new`, 1, 1);
      await rename(`${path}.new`, path);
    },
  };
  await changeRegistry(dir, { command: "set", fs }, (draft) => draft.setFields("a", { roles: ["chat"] }));
  expect((await loadRegistry(dir)).entries.map(({ name }) => name)).toEqual(["theirs"]);
});
