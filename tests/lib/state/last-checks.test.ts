import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openHashCache } from "#lib/state/hash-cache.ts";
import { checksFileIn, keepLastChecks, readLastChecks, readUnsound } from "#lib/state/last-checks.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const at = new Date("2026-11-21T05:00:00Z");

test("what was last found of a model is known, for each registry apart", async () => {
  const path = checksFileIn(await temporaryFolder());
  openHashCache(path).close();
  const checks = [{ name: "tiny", state: "valid" }];
  const later = new Date(at.getTime() + 1000);
  keepLastChecks(path, { dir: "/one", checks, everyByte: true, at: new Date(0) });
  keepLastChecks(path, { dir: "/one", checks, everyByte: true, at });
  keepLastChecks(path, { dir: "/one", checks, everyByte: false, at: later });
  expect(readLastChecks(path, "/one", "tiny")).toEqual([
    { at: later.toISOString(), state: "valid", everyByte: false },
    { at: at.toISOString(), state: "valid", everyByte: true },
  ]);
  expect(readLastChecks(path, "/two", "tiny")).toEqual([]);
});

test("what a check found wrong is known of all models, until one as close finds it right", async () => {
  const path = checksFileIn(await temporaryFolder());
  const keep = (state: string, seconds: number, everyByte = true) =>
    keepLastChecks(path, {
      ...{ dir: "/one", checks: [{ name: "tiny", state }], everyByte },
      at: new Date(at.getTime() + seconds * 1000),
    });
  expect(readUnsound(path, "/one")).toEqual([]);
  keep("valid", 0, false);
  keep("content changed", 1);
  keepLastChecks(path, { dir: "/one", checks: [{ name: "sound", state: "not recorded" }], everyByte: true });
  expect(readUnsound(path, "/one")).toMatchObject([{ name: "tiny", state: "content changed" }]);
  expect(readUnsound(path, "/two")).toEqual([]);
  keep("valid", 2, false);
  expect(readUnsound(path, "/one")).toHaveLength(1);
  keep("valid", 3);
  expect(readUnsound(path, "/one")).toEqual([]);
});

test("a file that is absent, broken or out of reach is like one that knows nothing", async () => {
  const folder = await temporaryFolder();
  const path = checksFileIn(folder);
  expect(readLastChecks(path, "/one", "tiny")).toEqual([]);
  await writeFile(path, "no database");
  expect(readLastChecks(path, "/one", "tiny")).toEqual([]);
  for (const place of [path, join(folder, "none", "hashes.db")])
    keepLastChecks(place, { dir: "/one", checks: [{ name: "tiny", state: "valid" }], everyByte: true });
});
