import { mkdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { openHashCache } from "#lib/state/hash-cache.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const one = "1".repeat(64);
const two = "2".repeat(64);

test("what was hashed is known again, until the file is another", async () => {
  const path = join(await temporaryFolder(), "home", "hashes.db");
  const cache = openHashCache(path);
  cache.set("64:12:100:100:5", one);
  cache.close();
  const again = openHashCache(path);
  expect(again.get("64:12:100:100:5")).toBe(one);
  expect(again.get("64:12:101:100:5")).toBeUndefined();
  again.set("64:12:101:101:5", two);
  expect(again.get("64:12:100:100:5")).toBeUndefined();
  expect(again.get("64:12:101:101:5")).toBe(two);
  again.close();
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test("two checks at a time share it", async () => {
  const path = join(await temporaryFolder(), "hashes.db");
  const first = openHashCache(path);
  const second = openHashCache(path);
  first.set("1:1:1:1:1", one);
  second.set("1:2:1:1:1", two);
  expect([first.get("1:2:1:1:1"), second.get("1:1:1:1:1")]).toEqual([two, one]);
  first.close();
  second.close();
});

test("what was put there without being killed off properly is there still", async () => {
  const path = join(await temporaryFolder(), "hashes.db");
  const killed = openHashCache(path);
  killed.set("1:1:1:1:1", one);
  const after = openHashCache(path);
  expect(after.get("1:1:1:1:1")).toBe(one);
  after.close();
  killed.close();
});

test("a broken file costs no more than what it held", async () => {
  const path = join(await temporaryFolder(), "hashes.db");
  await writeFile(path, "this was never a database, whatever it is called".repeat(100));
  const cache = openHashCache(path);
  cache.set("1:1:1:1:1", one);
  expect(cache.get("1:1:1:1:1")).toBe(one);
  cache.close();
});

test("a file of another shape is begun anew, and a value that is no hash is not believed", async () => {
  const path = join(await temporaryFolder(), "hashes.db");
  const db = new DatabaseSync(path);
  db.exec("CREATE TABLE hashes (something TEXT)");
  db.close();
  const cache = openHashCache(path);
  cache.set("1:1:1:1:1", "not a hash");
  expect(cache.get("1:1:1:1:1")).toBeUndefined();
  cache.close();
});

test("where nothing can be kept, nothing is, and nothing fails", async () => {
  const path = join(await temporaryFolder(), "hashes.db");
  await mkdir(path);
  const cache = openHashCache(path);
  cache.set("1:1:1:1:1", one);
  expect(cache.get("1:1:1:1:1")).toBeUndefined();
  cache.close();
});
