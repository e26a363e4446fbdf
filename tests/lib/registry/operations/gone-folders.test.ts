import fs from "node:fs";
import { mkdir, symlink } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { awayOnce } from "#lib/registry/operations/away-place.ts";
import { goneFolders } from "#lib/registry/operations/gone-folders.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

test("a folder that went with several models is told, and one that went with one of them is not", async () => {
  const folder = await temporaryFolder();
  const at = (path: string) => join(folder, path);
  await mkdir(at("weights"));
  await symlink(at("weights"), at("link"));
  const paths = ["disk/a", "disk/o/b", "lone/c", "same", "same", "weights/o/d", "weights/o/e"];
  const entries = paths.map((path) => ({ path: at(path) }));
  const goneFolderOf = goneFolders([at("link")], entries);
  const told = await Promise.all(paths.map((path) => goneFolderOf(at(path))));
  expect(told).toEqual([at("disk"), at("disk"), ...Array.from({ length: 5 }, () => undefined)]);
  const withoutRoot = goneFolders([at("disk/o")], entries);
  expect(await withoutRoot(at("disk/a")), "what lies in a root does not count").toBeUndefined();
  expect(await withoutRoot(at("weights/o/d"))).toBe(at("weights/o"));
});

test("to judge one path no other is asked about, nor a root that it does not lie in", async () => {
  const folder = await temporaryFolder();
  const at = (path: string) => join(folder, path);
  const asked = { directly: vi.spyOn(fs, "statSync"), links: vi.spyOn(fs.promises, "realpath") };
  syncBuiltinESMExports();
  onTestFinished(() => {
    vi.restoreAllMocks();
    syncBuiltinESMExports();
  });
  const entries = ["lone/a", "far/b", "far/c"].map((path) => ({ path: at(path) }));
  const whyAwayOf = awayOnce([at("roots/dead")], entries);
  expect(await whyAwayOf(at("lone/a"))).toBeUndefined();
  const paths = Object.values(asked).flatMap(({ mock }) => mock.calls.map(([path]) => String(path)));
  expect(paths.filter((path) => path.startsWith(folder))).toEqual([at("lone"), folder]);
});
