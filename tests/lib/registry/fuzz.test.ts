import { chmod, mkdir, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { findEntry, loadRegistry } from "#lib/registry/load-registry.ts";
import { checkFile, type Fuzzing, fuzzed, fuzzFolder, seeded, small } from "./fuzz-registry.ts";

const file = "model_registry.discovered.json";

test("no fuzzed file crashes a load, is overwritten unread, or loses an element", async () => {
  const dir = await fuzzFolder();
  const random = seeded(20_261_121);
  const counts: Fuzzing = { readOnly: 0, written: 0 };
  for (let round = 0; round < 250; round += 1) await checkFile(dir, fuzzed(random), counts);
  expect(counts.readOnly).toBeGreaterThan(50);
  expect(counts.written).toBeGreaterThan(50);
});

test("a file that ends anywhere is read whole or not at all", async () => {
  const dir = await fuzzFolder();
  for (let end = 0; end < small.length; end += 7) {
    await checkFile(dir, Buffer.from(small).subarray(0, end), { readOnly: 0, written: 0 });
  }
});

test("whatever stands in the file's place is left alone: a folder, a dead link, a file that may not be read", async () => {
  const dir = await fuzzFolder();
  const path = join(dir, file);
  const ways = [
    () => mkdir(path),
    () => symlink(path, path),
    () => writeFile(path, small).then(() => chmod(path, 0)),
  ];
  for (const put of ways) {
    await put();
    const registry = await loadRegistry(dir);
    // Root may read what nobody may.
    if (registry.readOnly !== undefined) {
      expect(findEntry(registry, "kept")).toBeDefined();
      const files = await readdir(dir);
      const change = changeRegistry(dir, { command: "fuzz" }, (draft) => draft.removeEntry("kept"));
      await expect(change).rejects.toMatchObject({ code: "registry-unreadable" });
      expect(await readdir(dir)).toEqual(files);
    }
    await rm(path, { recursive: true });
  }
});
