import { cp, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { listRecordNames } from "#lib/registry/change-record.ts";
import { findChanges } from "#lib/registry/change-records.ts";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { applyUndo } from "#lib/registry/operations/undo-change.ts";
import { entryNamed, registryFolder } from "./registry-folder.ts";

const command = "test";
const folderOf = (dir: string) => join(dir, ".modeldeck-changes");

async function changedOnce() {
  const dir = await registryFolder({ discovered: [entryNamed("a")] });
  const { change = "" } = await changeRegistry(dir, { command }, (draft) =>
    draft.setFields("a", { roles: ["chat"] }),
  );
  return { dir, change, path: join(folderOf(dir), `${change}.json`) };
}

const add = (dir: string, name: string) =>
  changeRegistry(dir, { command }, (draft) => draft.addEntry(entryNamed(name)));

test("a change that was made before its record was confirmed is on record with the next one", async () => {
  const { dir, change, path } = await changedOnce();
  await rename(path, `${path}.pending`);
  expect(await listRecordNames(dir)).toEqual([]);
  await add(dir, "b");
  expect((await listRecordNames(dir)).map(({ id }) => id)).toContain(change);
  await applyUndo({ dir, roots: [] }, { run: change }, undefined);
  expect((await loadRegistry(dir)).layers.discovered).toEqual([entryNamed("a"), entryNamed("b")]);
});

test("a record of what never came to be is dropped, and is never the last change", async () => {
  const { dir, change, path } = await changedOnce();
  await rename(path, `${path}.pending`);
  await writeFile(join(dir, "model_registry.discovered.json"), JSON.stringify([entryNamed("a")]));
  const { change: next } = await add(dir, "b");
  expect((await findChanges(dir, "last")).map(({ id }) => id)).toEqual([next]);
  expect((await readdir(folderOf(dir))).filter((name) => name.startsWith(`${change}.json`))).toEqual([]);
});

test("a snapshot that was kept for a change that never came to be is swept, and one of a change is not", async () => {
  const dir = await registryFolder({ discovered: [entryNamed("a")], snapshot: [entryNamed("old")] });
  const { change = "" } = await add(dir, "b");
  const left = "20200101-000000.snapshot";
  const theirs = ["20200101-000001.snapshot", "mine.snapshot"];
  await writeFile(join(folderOf(dir), left), "[]");
  for (const folder of theirs) await mkdir(join(folderOf(dir), folder));
  await add(dir, "c");
  const names = await readdir(folderOf(dir));
  expect(names).toEqual(expect.arrayContaining([`${change}.snapshot`, ...theirs]));
  expect(names).not.toContain(left);
});

test("so is one of an undo that was to leave no file and left them all", async () => {
  const dir = await registryFolder();
  const { change = "" } = await add(dir, "a");
  await cp(dir, `${dir}.kept`, { recursive: true });
  const { change: undoing = "" } = await applyUndo({ dir, roots: [] }, { run: change }, undefined);
  const path = join(folderOf(`${dir}.kept`), `${undoing}.json.pending`);
  await cp(join(folderOf(dir), `${undoing}.json`), path);
  await add(`${dir}.kept`, "b");
  const records = (await listRecordNames(`${dir}.kept`)).map(({ id }) => findChanges(`${dir}.kept`, id));
  expect((await Promise.all(records)).flat().map((record) => record.command)).toEqual([command, command]);
  await rm(`${dir}.kept`, { recursive: true });
});

test("what changes nothing leaves neither backup nor record", async () => {
  const { dir, change } = await changedOnce();
  const again = await changeRegistry(dir, { command }, (draft) => draft.setFields("a", { roles: ["chat"] }));
  expect(again).toMatchObject({ backup: undefined, change: undefined });
  expect((await listRecordNames(dir)).map(({ id }) => id)).toEqual([change]);
});

test("a damaged record is told as such, and the one before it is not taken for the last change", async () => {
  const { dir, change } = await changedOnce();
  const { change: next = "" } = await add(dir, "b");
  await writeFile(join(folderOf(dir), `${next}.json`), '{"format": 1');
  for (const word of [next, "last"])
    await expect(findChanges(dir, word)).rejects.toMatchObject({ code: "blocked" });
  expect((await findChanges(dir, change)).map(({ id }) => id)).toEqual([change]);
});

test("a number that JavaScript would round, and a key called __proto__, come back as they were", async () => {
  const dir = await registryFolder();
  const text =
    '[\n  {\n    "name": "a",\n    "backend": "vllm",\n    "__proto__": 1,\n    "long": 12345678901234567891\n  }\n]\n';
  await writeFile(join(dir, "model_registry.discovered.json"), text);
  await changeRegistry(dir, { command, backup: false }, (draft) => draft.removeEntry("a"));
  await applyUndo({ dir, roots: [] }, { run: "last" }, undefined);
  const { discovered } = (await loadRegistry(dir)).layers;
  expect(JSON.stringify(discovered, null, 2)).toBe(text.trimEnd());
});
