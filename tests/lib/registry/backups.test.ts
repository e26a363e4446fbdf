import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pruneOwnBackups } from "#lib/registry/backup-retention.ts";
import { listBackups, readBackup } from "#lib/registry/backups.ts";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { rehearseRestore, restoreBackup } from "#lib/registry/restore-backup.ts";
import { entryNamed, registryFolder } from "./registry-folder.ts";

const now = new Date("2026-11-21T01:02:03.456Z");

async function changedRegistry(): Promise<string> {
  const dir = await registryFolder({ curated: [entryNamed("a")], discovered: [entryNamed("b")] });
  await changeRegistry(dir, { command: "test", now }, (draft) => draft.removeEntry("a"));
  return dir;
}

test("every change leaves a backup of both layers under one stamp, and never over another", async () => {
  const dir = await changedRegistry();
  await changeRegistry(dir, { command: "test", now }, (draft) => draft.removeEntry("b"));
  expect(await listBackups(dir)).toMatchObject([
    {
      stamp: "20261121-010203-2",
      at: "2026-11-21T01:02:03.000Z",
      files: [{ file: "curated" }, { file: "discovered" }],
    },
    { stamp: "20261121-010203", files: [{ file: "curated" }, { file: "discovered" }] },
  ]);
});

test("a restore brings both layers back, after a backup of what was there", async () => {
  const dir = await changedRegistry();
  const { draft } = await rehearseRestore(dir, { stamp: "20261121-010203" });
  expect(draft.touched).toMatchObject([{ name: "a", before: undefined, after: entryNamed("a") }]);
  const { backup } = await restoreBackup(dir, { command: "restore", stamp: "20261121-010203", now });
  expect(backup).toBe("20261121-010203-2");
  const { layers } = await loadRegistry(dir);
  expect(layers).toEqual({ curated: [entryNamed("a")], discovered: [entryNamed("b")] });
});

test("a restore is the way out of an unreadable layer, which is kept in turn", async () => {
  const dir = await changedRegistry();
  await writeFile(join(dir, "model_registry.curated.json"), "[{");
  await restoreBackup(dir, { command: "restore", stamp: "20261121-010203", now });
  expect(await loadRegistry(dir)).toMatchObject({
    readOnly: undefined,
    entries: [{ name: "a" }, { name: "b" }],
  });
  expect(await readFile(join(dir, "model_registry.curated.20261121-010203-2.bak.json"), "utf8")).toBe("[{");
});

test("a damaged backup is told as such, and refused", async () => {
  const dir = await changedRegistry();
  await writeFile(join(dir, "model_registry.discovered.20261121-010203.bak.json"), "[{");
  const [backup] = await listBackups(dir);
  expect(backup && (await readBackup(dir, backup)).damaged).toContain("cannot be read");
  const restoring = restoreBackup(dir, { command: "restore", stamp: "20261121-010203" });
  await expect(restoring).rejects.toMatchObject({
    code: "blocked",
    hint: "Nothing was changed. Choose another backup.",
  });
  await expect(restoreBackup(dir, { command: "restore", stamp: "none" })).rejects.toMatchObject({
    code: "not-found",
  });
});

const newer = '{"schema":2,"entries":[{"name":"n","backend":"x"}]}';

test("no backup is put back over a registry that a newer program wrote", async () => {
  const dir = await changedRegistry();
  const path = join(dir, "model_registry.discovered.json");
  await writeFile(path, newer);
  const refusal = { code: "registry-unreadable", hint: expect.stringContaining("Update Modeldeck") };
  const restoring = { command: "restore", stamp: "20261121-010203", now };
  await expect(rehearseRestore(dir, restoring)).rejects.toMatchObject(refusal);
  await expect(restoreBackup(dir, restoring)).rejects.toMatchObject(refusal);
  // Not even where the other layer is broken and could be mended.
  await writeFile(join(dir, "model_registry.curated.json"), "[{");
  await expect(restoreBackup(dir, restoring)).rejects.toMatchObject(refusal);
  expect(await readFile(path, "utf8")).toBe(newer);
  expect(await listBackups(dir)).toHaveLength(1);
});

test("a backup that a newer program wrote is told as such, and never becomes the registry", async () => {
  const dir = await changedRegistry();
  for (const text of [newer, '[{"schema":2},{"name":"n"}]']) {
    await writeFile(join(dir, "model_registry.discovered.20261121-010203.bak.json"), text);
    const [backup] = await listBackups(dir);
    expect(backup && (await readBackup(dir, backup))).toMatchObject({
      isNewer: true,
      damaged: expect.stringContaining("is written in schema 2"),
    });
    const restoring = restoreBackup(dir, { command: "restore", stamp: "20261121-010203" });
    await expect(restoring).rejects.toMatchObject({ code: "blocked" });
  }
});

test("the original tool's backups are found under each of their names", async () => {
  const dir = await registryFolder({ discovered: [entryNamed("now")] });
  const marked = entryNamed("c", { metadata: { registry_layer: "curated" } });
  const files = {
    "model_registry.20250101-000000.bak.json": [marked, { name: "o", backend: "ollama" }],
    "model_registry.discovered.20250102-000000.bak.json": [entryNamed("d")],
    "model_registry.backup.pre_split.json": [entryNamed("old")],
    "model_registry.notes.json": [],
  };
  for (const [name, value] of Object.entries(files)) await writeFile(join(dir, name), JSON.stringify(value));
  const stamps = (await listBackups(dir)).map(({ stamp }) => stamp);
  expect(stamps.toSorted()).toEqual(["20250101-000000", "20250102-000000", "pre_split"]);
  await restoreBackup(dir, { command: "restore", stamp: "model_registry.20250101-000000.bak.json" });
  expect((await loadRegistry(dir)).layers).toEqual({
    curated: [marked],
    discovered: [{ name: "o", backend: "ollama" }],
  });
});

test("a backup counts each entry once, whichever layers hold it", async () => {
  const layers = {
    curated: [entryNamed("a"), entryNamed("c")],
    discovered: [entryNamed("a"), entryNamed("b")],
  };
  const dir = await registryFolder(layers);
  await changeRegistry(dir, { command: "test", now }, (draft) => draft.removeEntry("b"));
  const [backup] = await listBackups(dir);
  expect(backup && (await readBackup(dir, backup)).entries).toBe(3);
});

test("of the backups that changes make the newest are kept, and nobody else's goes", async () => {
  const dir = await registryFolder({ discovered: [entryNamed("a")] });
  const theirs = "model_registry.discovered.20200101-000000.bak.json";
  await writeFile(join(dir, theirs), "[]");
  for (const round of [1, 2, 3, 4]) {
    await changeRegistry(dir, { command: "test", now }, (draft) =>
      draft.setFields("a", { roles: [`${round}`] }),
    );
  }
  expect(await pruneOwnBackups(dir, 0)).toEqual([]);
  expect(await pruneOwnBackups(dir, 2)).toEqual(["20261121-010203-2", "20261121-010203"]);
  const stamps = (await listBackups(dir)).map(({ stamp }) => stamp);
  expect(stamps).toEqual(["20261121-010203-4", "20261121-010203-3", "20200101-000000"]);
});
