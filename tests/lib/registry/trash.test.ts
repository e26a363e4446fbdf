import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { diskFileSystem } from "#lib/registry/file-system.ts";
import { moveToTrash, newTrashId } from "#lib/registry/trash.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { listTrash } from "./registry-folder.ts";

test("a trash without space for a word takes nothing, and says so", async () => {
  const home = await temporaryFolder();
  const path = join(home, "model");
  await mkdir(path);
  await writeFile(join(path, "w"), "weights");
  const full = async () => {
    throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
  };
  const trashing = { command: "test", home, paths: [{ path, bytes: 7 }], entries: [] };
  const moving = moveToTrash({ ...trashing, fs: { ...diskFileSystem, create: full } });
  await expect(moving).rejects.toMatchObject({
    code: "no-space",
    hint: expect.stringContaining("Nothing was moved"),
  });
  expect(await readFile(join(path, "w"), "utf8")).toBe("weights");
  expect(await readdir(join(home, ".modeldeck-trash"))).toEqual([]);
});

test("of several paths all go to the trash, or none", async () => {
  const home = await temporaryFolder();
  await writeFile(join(home, "a"), "a");
  const paths = ["a", "gone"].map((name) => ({ path: join(home, name), bytes: 1 }));
  await expect(moveToTrash({ command: "test", home, paths, entries: [] })).rejects.toThrow();
  expect(await readdir(home)).toEqual(["a"]);
  expect(await listTrash({ dir: home, roots: [] })).toEqual([]);
});

test("what goes within one second never shares a name in the trash", () => {
  const now = new Date("2026-11-21T01:02:03.456Z");
  const ids = new Set(Array.from({ length: 30_000 }, () => newTrashId(now)));
  expect(ids.size).toBe(30_000);
  expect([...ids][0]).toMatch(/^20261121-010203-[0-9a-f]+$/);
});
